import { type Ec2Filter, toLiteral } from "#lib/aws/batching/ec2.ts";
import type { DeploymentGroup, TagFilter } from "#lib/domain/code-deploy.ts";

type TagRule = Pick<DeploymentGroup, "tagFilters" | "tagSet">;

/** Lists of which each must match: one of plain filters, or those of the tag set. AWS allows only one of the two. */
function toLists({ tagFilters, tagSet }: TagRule): readonly (readonly TagFilter[])[] {
  return tagFilters.length > 0 ? [tagFilters] : tagSet.filter((list) => list.length > 0);
}

/**
 * The searches that together find every instance the tag rule can match, and perhaps others: EC2 cannot say "this tag
 * or that one". Undefined where a filter is of a type that EC2 cannot search for; empty where there is no rule.
 */
export function toTagSearches(rule: TagRule): readonly (readonly Ec2Filter[])[] | undefined {
  const lists = toLists(rule);
  if (lists.length === 0) return [];
  const alternatives = lists.map(toAlternatives);
  const searchable = alternatives.filter((filters) => filters !== undefined);
  const single = searchable.flatMap((filters) => (filters.length === 1 ? filters : []));
  if (single.length > 0) return [single];
  return searchable[0]?.map((filter) => [filter]);
}

/** One list of filters, of which any may match, as few EC2 filters. */
function toAlternatives(list: readonly TagFilter[]): readonly Ec2Filter[] | undefined {
  const byName = new Map<string, string[]>();
  for (const filter of list) {
    const search = toSearch(filter);
    if (search === undefined) return undefined;
    const [name, value] = search;
    byName.set(name, [...(byName.get(name) ?? []), toLiteral(value)]);
  }
  return [...byName].map(([Name, Values]) => ({ Name, Values }));
}

/** `tag-value` is missing from today's list of filters; should EC2 refuse it, the reading says so. */
function toSearch({ type, key = "", value = "" }: TagFilter): readonly [string, string] | undefined {
  if (type === "KEY_AND_VALUE") return [`tag:${key}`, value];
  if (type === "KEY_ONLY") return ["tag-key", key];
  if (type === "VALUE_ONLY") return ["tag-value", value];
  return undefined;
}
