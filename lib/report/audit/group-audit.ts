import type { SourceState } from "#lib/domain/fact.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import type { AuditRow, Evidence as EvidenceView } from "#lib/report/schema.ts";
import type { Evidence, Finding } from "#lib/rules/rule.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

/** What is known of one deployment group, its own facts beside those of its whole region. */
export type GroupInput = {
  readonly scope: Scope;
  readonly now: Instant;
  readonly facts: AllFacts;
  readonly sources: readonly SourceState[];
  /** The kinds of facts that a source states. */
  readonly kindsOf: (sourceId: string) => readonly string[];
};

/** The same, judged: what the rows are made from. */
export type JudgedGroup = GroupInput & {
  /** As the group's own reading has it, or else the region's. */
  readonly group: FactRevision<"deployment-group"> | FactRevision<"region-group"> | undefined;
  readonly findings: readonly Finding[];
};

/** A row, and what makes it the same as another group's row about a shared Auto Scaling group. */
export type KeyedRow = { readonly key: string; readonly row: AuditRow };

export type GroupAudit = {
  readonly scope: Scope;
  readonly rows: readonly KeyedRow[];
  /** Undefined where the deployment group could not be read. */
  readonly autoScalingGroups: readonly string[] | undefined;
  /** `group/name` of each hook. */
  readonly hooks: readonly string[];
  readonly hooksReadAt: Instant | undefined;
};

/** The parts of a row that most rows have in common. */
export function toPlainRow({ scope }: Pick<GroupInput, "scope">, autoScalingGroup: string | null): AuditRow {
  return {
    severity: "none",
    account: scope.account,
    region: scope.region,
    autoScalingGroup,
    groups: [{ application: scope.application, group: scope.group }],
    what: "",
    rules: [],
    verdict: null,
    subject: null,
    hook: null,
    since: null,
    seenSince: null,
    evidence: [],
    advice: [],
  };
}

export function toEvidenceView(evidence: Evidence): EvidenceView {
  return { ...evidence, readAt: toIso(evidence.readAt) };
}
