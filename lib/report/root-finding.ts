import { compareSeverity, compareVerdict, isTold } from "#lib/rules/gravity.ts";
import type { Finding } from "#lib/rules/rule.ts";

/** These name the cause they follow from, and advise how to end it: they speak for both. */
const speakForCause: readonly string[] = ["recursive-deployment-limbo"];

/** Where no finding is known to follow from another: a loop before the ghost in it, a ghost before the hook that it holds up. */
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
  return findings.filter(isTold);
}

/** The finding that the answer rests on: the gravest, and among equals the one that the others follow from. */
export function pickRootFinding(findings: readonly Finding[]): Finding | undefined {
  const told = selectTold(findings);
  const following = new Set(told.filter((finding) => followsFromEqual(finding, told)));
  return [...told].sort(
    (a, b) =>
      compareSeverity(a, b) ||
      Number(following.has(a)) - Number(following.has(b)) ||
      toPlace(a.rule) - toPlace(b.rule) ||
      compareVerdict(a, b),
  )[0];
}

/** A cause that is less grave explains, but does not say what is at stake. */
function followsFromEqual({ rule, severity, causedBy }: Finding, told: readonly Finding[]): boolean {
  if (causedBy === undefined || speakForCause.includes(rule)) return false;
  return told.some(
    (cause) =>
      cause.severity === severity &&
      cause.rule === causedBy.rule &&
      cause.subject.kind === causedBy.subject.kind &&
      cause.subject.id === causedBy.subject.id,
  );
}

/** Unlisted rules follow the listed ones, in the order in which they were found. */
function toPlace(rule: string): number {
  const place = causeOrder.indexOf(rule);
  return place < 0 ? causeOrder.length : place;
}
