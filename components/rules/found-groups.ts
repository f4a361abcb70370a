import type { Fleet, GroupRow, RuleView } from "#lib/report/schema.ts";

type FoundGroups = {
  readonly found: readonly GroupRow[];
  /** How many of the others lack a reading that the rule needs. */
  readonly unsure: number;
  readonly listing: "complete" | "incomplete";
};

/** In which groups the rule finds something, and in how many nobody can tell. */
export function toFoundGroups(rule: Pick<RuleView, "id" | "needs">, fleet: Fleet): FoundGroups {
  const finds = (row: GroupRow) => row.findings.some((finding) => finding.rule === rule.id);
  const lacks = (row: GroupRow) =>
    rule.needs.some((need) => row.sources.find(({ id }) => id === need)?.status !== "ok");
  const isListed = fleet.trouble.length === 0 && fleet.places.every(({ groupsKnown }) => groupsKnown);
  return {
    found: fleet.groups.filter(finds),
    unsure: fleet.groups.filter((row) => !finds(row) && lacks(row)).length,
    listing: isListed ? "complete" : "incomplete",
  };
}
