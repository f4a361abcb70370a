import { toFindingKey } from "#components/group/finding-key.ts";
import type { Finding } from "#lib/report/schema.ts";

type Linked = Pick<Finding, "rule" | "subject" | "causedBy">;

/** A finding with those that follow from it. */
export type FindingNode<Found extends Linked = Finding> = {
  readonly finding: Found;
  readonly below: readonly FindingNode<Found>[];
};

/**
 * The findings as trees: what follows from a finding hangs beneath it, everything in the order given. A finding whose
 * cause is not among them, or that would follow from itself by some way round, is a root: none is ever left out.
 */
export function toFindingTrees<Found extends Linked>(
  findings: readonly Found[],
): readonly FindingNode<Found>[] {
  const causes = toCauses(findings);
  const below = new Map<Found, Found[]>();
  for (const finding of findings) {
    const cause = causes.get(finding);
    if (cause !== undefined) below.set(cause, [...(below.get(cause) ?? []), finding]);
  }
  const toNode = (finding: Found): FindingNode<Found> => ({
    finding,
    below: (below.get(finding) ?? []).map(toNode),
  });
  return findings.filter((finding) => !causes.has(finding)).map(toNode);
}

/** How many findings hang beneath, at any depth. */
export function countBelow({ below }: FindingNode<Linked>): number {
  return below.reduce((sum, node) => sum + 1 + countBelow(node), 0);
}

/** How many critical findings hang beneath, at any depth. */
export function countCriticalBelow({ below }: FindingNode): number {
  return below.reduce(
    (sum, node) => sum + Number(node.finding.severity === "critical") + countCriticalBelow(node),
    0,
  );
}

/** Whether the finding is this one or hangs beneath it. */
export function holdsFinding<Found extends Linked>(
  node: FindingNode<Found>,
  finding: Found | undefined,
): boolean {
  return node.finding === finding || node.below.some((child) => holdsFinding(child, finding));
}

/** The finding that another one follows from, if it is among these. */
export function findCause<Found extends Linked>(
  findings: readonly Found[],
  { causedBy }: Linked,
): Found | undefined {
  if (causedBy === undefined) return undefined;
  const key = toFindingKey(causedBy);
  return findings.find(
    (finding) => toFindingKey(finding) === key && finding.subject.kind === causedBy.subject.kind,
  );
}

function toCauses<Found extends Linked>(findings: readonly Found[]): ReadonlyMap<Found, Found> {
  const causes = new Map<Found, Found>();
  for (const finding of findings) {
    const cause = findCause(findings, finding);
    if (cause !== undefined && !leadsBackTo(cause, finding, causes)) causes.set(finding, cause);
  }
  return causes;
}

/** Ends, because no cause was ever kept that closes a circle. */
function leadsBackTo<Found extends Linked>(
  from: Found,
  finding: Found,
  causes: ReadonlyMap<Found, Found>,
): boolean {
  for (let at: Found | undefined = from; at !== undefined; at = causes.get(at)) {
    if (at === finding) return true;
  }
  return false;
}
