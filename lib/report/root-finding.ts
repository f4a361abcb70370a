import type { Finding, Severity } from "#lib/rules/rule.ts";

/** Worst first. */
const severities: readonly Severity[] = ["critical", "warning", "info"];

/** What explains the others comes first: a loop before the ghost in it, a ghost before the hook that it holds up. */
const causeOrder: readonly string[] = [
  "recursive-deployment-limbo",
  "ghost-deployment-target",
  "ghost-asg-reference",
  "standby-terminated-ghost",
  "healthcheck-suspended-ghost",
  "grace-period-or-pending-ghost",
  "terminating-wait-ghost",
  "ghost-detach-race",
  "terminate-relaunch-loop",
  "deployment-deadlock-no-inservice",
  "multiple-dg-one-asg",
  "orphan-hook",
  "hook-name-mismatch",
  "hook-missing",
  "foreign-hook-blocking",
  "hook-stuck-pending-wait",
  "hook-global-timeout",
  "hook-heartbeat-timeout",
  "hook-abandoned-by-failed-deployment",
];

/** Checks that came to a result. One that cannot tell has found nothing. */
export function selectTold(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.verdict !== "cannot-tell");
}

/** The finding that the answer rests on: the gravest, and among equals the one nearest to the cause. */
export function pickRootFinding(findings: readonly Finding[]): Finding | undefined {
  return [...selectTold(findings)].sort(byCause)[0];
}

function byCause(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    toPlace(a.rule) - toPlace(b.rule) ||
    verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict)
  );
}

const verdictOrder: readonly Finding["verdict"][] = ["proved", "corroborated", "suspected"];

/** Unlisted rules follow the listed ones, in the order in which they were found. */
function toPlace(rule: string): number {
  const place = causeOrder.indexOf(rule);
  return place < 0 ? causeOrder.length : place;
}
