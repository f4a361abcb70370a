import { type FindingNode, toFindingTrees } from "#components/group/finding-tree.ts";
import type { Finding } from "#lib/report/schema.ts";

/** The findings in the order in which a reader meets them in the list: what follows from one right beneath it, what cannot tell at the end. */
export function listFindings(findings: readonly Finding[]): readonly Finding[] {
  const found = findings.filter(({ verdict }) => verdict !== "cannot-tell");
  const unsure = findings.filter(({ verdict }) => verdict === "cannot-tell");
  return [...toFindingTrees(found).flatMap(flatten), ...unsure];
}

function flatten({ finding, below }: FindingNode): readonly Finding[] {
  return [finding, ...below.flatMap(flatten)];
}
