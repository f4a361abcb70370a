import type { SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import { linkCauses, orderByCause } from "#lib/rules/causes.ts";
import { compareSeverity, compareVerdict, isTold } from "#lib/rules/gravity.ts";
import type { Finding, Rule, RuleFinding } from "#lib/rules/rule.ts";
import { toCount } from "#lib/rules/wording.ts";
import type { AllFacts, FactKind } from "#lib/sources/facts.ts";

export type Diagnosis = {
  readonly rules: readonly Rule[];
  readonly facts: AllFacts;
  readonly sources: readonly SourceState[];
  /** The kinds of facts that a source states. */
  readonly kindsOf: (sourceId: string) => readonly string[];
  readonly scope: Scope;
  readonly now: Instant;
};

/**
 * Asks every rule whose sources could be read, and says of the others why they cannot tell. Gravest first, each with
 * the finding it follows from, and a cause before what follows from it.
 */
export function diagnose(diagnosis: Diagnosis): readonly Finding[] {
  const states = new Map(diagnosis.sources.map((state) => [state.id, state]));
  const findings = diagnosis.rules.flatMap((rule, order) =>
    judge(rule, states, diagnosis).map((finding) => ({ finding, order })),
  );
  const sorted = findings.sort(compare).map(({ finding }) => finding);
  return orderByCause(linkCauses(sorted, diagnosis.rules));
}

type States = ReadonlyMap<string, SourceState>;

function judge(rule: Rule, states: States, diagnosis: Diagnosis): readonly Finding[] {
  const unread = rule.needs.filter((need) => !isRead(states.get(need)));
  if (unread.length > 0) {
    const reason = unread.map((need) => toUnreadReason(need, states.get(need))).join("; ");
    return [toCannotTell({ rule, scope: diagnosis.scope, reason, summary: `Cannot tell: ${reason}.` })];
  }
  const partial = rule.needs.filter((need) => isPartial(states.get(need)));
  const kinds = new Set(rule.needs.flatMap((need) => diagnosis.kindsOf(need)));
  const found = rule.check(toFactsOf(diagnosis.facts, kinds), {
    scope: diagnosis.scope,
    now: diagnosis.now,
    partial,
  });
  if (found.length > 0 || partial.length === 0) return found.map((finding) => toFinding(rule, finding));
  const reason = partial.map((need) => toPartialReason(need, states.get(need))).join("; ");
  const summary = `Nothing found in what could be read, but only part could be read: ${reason}.`;
  return [toCannotTell({ rule, scope: diagnosis.scope, reason, summary })];
}

function isRead(state: SourceState | undefined): boolean {
  return state !== undefined && state.status !== "failed" && state.status !== "waiting";
}

function isPartial(state: SourceState | undefined): boolean {
  return state !== undefined && (state.status === "partial" || state.truncated || state.droppedRows > 0);
}

/**
 * Only the named kinds. The cast holds because a rule's types name no other kinds than those of its needs,
 * and all of those are here.
 */
function toFactsOf(facts: AllFacts, kinds: ReadonlySet<string>): AllFacts {
  const given = Object.entries(facts).filter(([kind]) => kinds.has(kind));
  return Object.fromEntries(given) as Partial<Pick<AllFacts, FactKind>> as AllFacts;
}

function toFinding(rule: Rule, found: RuleFinding): Finding {
  return { ...found, rule: rule.id, title: rule.title, severity: found.severity ?? rule.severity };
}

type CannotTell = {
  readonly rule: Rule;
  readonly scope: Scope;
  readonly reason: string;
  readonly summary: string;
};

function toCannotTell({ rule, scope, reason, summary }: CannotTell): Finding {
  return {
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    verdict: "cannot-tell",
    subject: { kind: "deployment-group", id: `${scope.application}/${scope.group}` },
    summary,
    evidence: [],
    disprovedBy: "A complete reading of the sources it needs.",
    advice: [],
    reason,
  };
}

function toUnreadReason(need: string, state: SourceState | undefined): string {
  if (state === undefined || state.status === "waiting")
    return `${toName(need, state)} has not been read yet`;
  const failures = state.failures.map(toFailureText);
  const why = failures.length === 0 ? "" : ` (${[...new Set(failures)].join(", ")})`;
  return `${toName(need, state)} could not be read${why}`;
}

function toPartialReason(need: string, state: SourceState | undefined): string {
  const failures = (state?.failures ?? []).map(toFailureText);
  if (state?.truncated === true) failures.push("not everything could be asked about or read");
  if (state !== undefined && state.droppedRows > 0) {
    failures.push(`${toCount(state.droppedRows, "row")} could not be understood`);
  }
  const why = failures.length === 0 ? "" : ` (${[...new Set(failures)].join(", ")})`;
  return `${toName(need, state)} was read in part${why}`;
}

function toName(need: string, state: SourceState | undefined): string {
  return state === undefined || state.title === need ? need : `${state.title} [${need}]`;
}

function toFailureText(failure: Failure): string {
  const missing = failure.missingAction === undefined ? "" : `, missing IAM action ${failure.missingAction}`;
  return `${failure.operation}: ${failure.kind}${missing}`;
}

type Ordered = { readonly finding: Finding; readonly order: number };

/** Severity, then how sure, then the rules' own order, then the oldest first; what cannot be told comes last. */
function compare(one: Ordered, other: Ordered): number {
  const [a, b] = [one.finding, other.finding];
  return (
    Number(isTold(b)) - Number(isTold(a)) ||
    compareSeverity(a, b) ||
    compareVerdict(a, b) ||
    one.order - other.order ||
    compareSince(a.since, b.since) ||
    compareText(a.subject.id, b.subject.id)
  );
}

function compareSince(a: Instant | undefined, b: Instant | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined ? -1 : a - b;
}

/** By code units: the same everywhere, whatever the locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
