import * as z from "zod/mini";
import { FailureView, SourceView } from "#lib/report/schema/source.ts";
import { Iso, Nullable, ScopeView, Severity, Subject, Tone, Verdict } from "#lib/report/schema/words.ts";

export const GroupSeverity = z.enum(["critical", "warning", "unknown", "info", "none"]);
export type GroupSeverity = z.infer<typeof GroupSeverity>;

/** One row of the fleet page. */
export const GroupRow = z.object({
  scope: ScopeView,
  /** `unknown`: nothing found, but not everything could be read. */
  severity: GroupSeverity,
  sentence: z.string(),
  findings: z.array(
    z.object({ rule: z.string(), title: z.string(), verdict: Verdict, severity: Severity, subject: Subject }),
  ),
  instances: z.object({
    desired: z.number(),
    inService: z.number(),
    members: z.number(),
    /** Whether the capacity could be read. */
    known: z.boolean(),
    ghosts: z.number(),
    /** Without EC2 and Auto Scaling nobody knows whether there are ghosts. */
    ghostsKnown: z.boolean(),
  }),
  targetHealth: z.object({ counts: z.record(z.string(), z.number()), known: z.boolean() }),
  deployment: Nullable(
    z.object({
      id: z.string(),
      status: z.string(),
      tone: Tone,
      open: z.boolean(),
      creator: Nullable(z.string()),
      createdAt: Nullable(Iso),
      completedAt: Nullable(Iso),
      done: z.number(),
      total: z.number(),
    }),
  ),
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: SourceView.shape.status,
      readAt: Nullable(Iso),
      failure: z.optional(FailureView),
    }),
  ),
});
export type GroupRow = z.infer<typeof GroupRow>;

export const Fleet = z.object({
  at: Iso,
  /** `now`, or as it was known at `at`. */
  mode: z.enum(["now", "recorded"]),
  /** Why the history cannot be read or written now; null while it can. */
  historyTrouble: Nullable(z.string()),
  groups: z.array(GroupRow),
  /** Trouble that concerns a whole account and region, e.g. no credentials. */
  trouble: z.array(z.object({ account: z.string(), region: z.string(), failure: FailureView })),
  /** Accounts and regions that are read, with the calls they cost. */
  places: z.array(
    z.object({
      account: z.string(),
      region: z.string(),
      groupsKnown: z.boolean(),
      readAt: Nullable(Iso),
      /** Requests to AWS in the last minute, retries included: bounded, and the same for one viewer and for many; null where another process reads it. */
      callsLastMinute: Nullable(z.number()),
    }),
  ),
});
export type Fleet = z.infer<typeof Fleet>;
