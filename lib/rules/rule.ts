import type { Revision } from "#lib/domain/fact.ts";
import type { Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { FactsFrom, SourceId } from "#lib/sources/facts.ts";

export type Severity = "critical" | "warning" | "info";
export type Verdict = "proved" | "corroborated" | "suspected" | "cannot-tell";

/** What a finding is about. `kind` is AWS's noun: instance, deployment, lifecycle-hook, auto-scaling-group, … */
export type Subject = { readonly kind: string; readonly id: string };

/** One statement of AWS that supports a finding: which call said what about which entity, and when. */
export type Evidence = {
  readonly source: string;
  readonly operation: string;
  readonly entity: string;
  readonly field: string;
  readonly value: string;
  readonly readAt: Instant;
};

/** A next step for a human. Never executed. `command` is a complete AWS CLI line. Ordered by reversibility. */
export type Advice = { readonly text: string; readonly command?: string };

export type RuleFinding = {
  readonly subject: Subject;
  readonly verdict: Exclude<Verdict, "cannot-tell">;
  /** Where this case is graver or milder than the rule's usual. */
  readonly severity?: Severity;
  /** When the trouble began, as far as known. */
  readonly since?: Instant;
  /** One or two sentences, plain words, ids in full. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  /** What reading would show that this finding is wrong. */
  readonly disprovedBy: string;
  readonly advice: readonly Advice[];
};

export type CheckContext = {
  readonly scope: Scope;
  readonly now: Instant;
  /** Sources among the rule's needs that gave only part: absence proves nothing there. */
  readonly partial: readonly string[];
};

/** A limit in words: "a launch hook waits", "10 minutes", and why this long. Made from the constant that the check uses. */
export type Threshold = { readonly what: string; readonly value: string; readonly reason: string };

/**
 * One failure mode of the reference, judged from facts alone. Pure: time and facts are arguments.
 * To add one: a file named by its id, its table test, one line in index.ts.
 * If a source in `needs` could not be read, the rule is not asked: its verdict is cannot-tell, with the reason.
 */
export type Rule<Needs extends SourceId = SourceId> = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters and how it comes about, for the handbook. */
  readonly why: string;
  readonly docs: readonly string[];
  /** The limits it judges by, for the handbook. */
  readonly thresholds?: readonly Threshold[];
  /** What looks like it and is not, or cannot be told from it: a sentence each. */
  readonly lookalikes?: readonly string[];
  /** Ids of rules whose findings may follow from this one's, where both are about the same things. */
  readonly leadsTo?: readonly string[];
  readonly needs: readonly Needs[];
  check(facts: FactsFrom<Needs>, context: CheckContext): readonly RuleFinding[];
};

export function defineRule<const Needs extends SourceId>(rule: Rule<Needs>): Rule<Needs> {
  return rule;
}

/** Cites one field of one fact. The value is shown as AWS said it. */
export function cite(revision: Revision, field: string, value: string): Evidence {
  return {
    source: revision.source,
    operation: revision.operation,
    entity: revision.entity,
    field,
    value,
    readAt: revision.lastSeen,
  };
}

/** A finding as reports carry it. `reason` says why a check cannot tell. */
export type Finding = {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly subject: Subject;
  readonly since?: Instant;
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  readonly disprovedBy: string;
  readonly advice: readonly Advice[];
  readonly reason?: string;
  /** The finding that this one follows from. */
  readonly causedBy?: FindingRef;
};

export type FindingRef = { readonly rule: string; readonly subject: Subject };
