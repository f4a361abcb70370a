import type { Finding, Severity, Verdict } from "#lib/rules/rule.ts";

/** Worst first. */
const severities: readonly Severity[] = ["critical", "warning", "info"];
/** Surest first. */
const verdicts: readonly Verdict[] = ["proved", "corroborated", "suspected", "cannot-tell"];

type Weighed = Pick<Finding, "severity" | "verdict">;

export function compareSeverity(one: Weighed, other: Weighed): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}

export function compareVerdict(one: Weighed, other: Weighed): number {
  return verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict);
}

/** True for a check that came to a result. One that cannot tell has found nothing. */
export function isTold({ verdict }: Pick<Finding, "verdict">): boolean {
  return verdict !== "cannot-tell";
}
