import * as z from "zod/mini";
import { GroupSeverity } from "#lib/report/schema/fleet.ts";
import { HookView } from "#lib/report/schema/hook.ts";
import { Advice, Evidence, Iso, Nullable, Subject, Verdict } from "#lib/report/schema/words.ts";

/** One line of the account-wide audit: a thing about one Auto Scaling group that was found, is in order, or cannot be told. */
export const AuditRow = z.object({
  /** `none`: read, and in order · `unknown`: could not be judged. */
  severity: GroupSeverity,
  account: z.string(),
  region: z.string(),
  /** Null where not even the deployment group could be read. */
  autoScalingGroup: Nullable(z.string()),
  /** The deployment groups that it concerns. */
  groups: z.array(z.object({ application: z.string(), group: z.string() })),
  what: z.string(),
  /** The rule whose finding this is; where it cannot be told, the rules that could not judge. */
  rules: z.array(z.object({ id: z.string(), title: z.string() })),
  verdict: Nullable(Verdict),
  /** What the finding is about, to open it on the group's page. */
  subject: Nullable(Subject),
  hook: Nullable(
    z.object({
      name: z.string(),
      transition: z.string(),
      owner: HookView.shape.owner,
      heartbeatTimeoutSeconds: Nullable(z.number()),
      globalTimeoutSeconds: Nullable(z.number()),
      defaultResult: Nullable(z.string()),
    }),
  ),
  /** When it began, as AWS's own times tell. */
  since: Nullable(Iso),
  /** Where AWS does not say when: the first reading that showed it. */
  seenSince: Nullable(Iso),
  evidence: z.array(Evidence),
  advice: z.array(Advice),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** What an account and region were checked for, and when. */
export const AuditPlace = z.object({
  account: z.string(),
  region: z.string(),
  /** Whether all deployment groups could be listed, and when they were. */
  groupsKnown: z.boolean(),
  readAt: Nullable(Iso),
  groups: z.number(),
  /** Deployment groups that name no Auto Scaling group: nothing to check. */
  groupsWithoutAutoScaling: z.number(),
  autoScalingGroups: z.number(),
  hooks: z.number(),
  /** Of the hooks' readings, the oldest. */
  hooksReadAt: Nullable(Iso),
});
export type AuditPlace = z.infer<typeof AuditPlace>;

/** Hooks, suspended processes and leftovers of all Auto Scaling groups that a deployment group names, worst first. */
export const Audit = z.object({
  at: Iso,
  /** `now`, or as it was known at `at`. */
  mode: z.enum(["now", "recorded"]),
  /** Why the history cannot be read or written now; null while it can. */
  historyTrouble: Nullable(z.string()),
  /** What the rows are filtered by. */
  filter: z.object({ severity: Nullable(GroupSeverity), text: z.string() }),
  /** Rows of each severity before the severity filter, after the text filter. */
  counts: z.record(z.string(), z.number()),
  /** Rows before any filter. */
  total: z.number(),
  rows: z.array(AuditRow),
  checked: z.array(AuditPlace),
});
export type Audit = z.infer<typeof Audit>;
