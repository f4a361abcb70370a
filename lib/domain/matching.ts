import type { DeploymentGroup, TagFilter } from "#lib/domain/code-deploy.ts";

export type Tags = Readonly<Record<string, string>>;

/**
 * The tag rules of the deployment group that an instance's tags fulfil, in words; empty means no match.
 * `tagFilters`: one is enough. `tagSet`: each list must have at least one. Exact and case-sensitive
 * (CD:instances-tagging). A group without tag rules matches nothing by tags.
 */
export function toTagMatch(
  group: Pick<DeploymentGroup, "tagFilters" | "tagSet">,
  tags: Tags,
): readonly string[] {
  const matched = toMatches(group.tagFilters, tags);
  const lists = group.tagSet.filter((list) => list.length > 0).map((list) => toMatches(list, tags));
  if (lists.every((list) => list.length > 0)) matched.push(...lists.flat());
  return [...new Set(matched)];
}

/** True where the deployment group selects by tags at all. */
export function hasTagRules(group: Pick<DeploymentGroup, "tagFilters" | "tagSet">): boolean {
  return group.tagFilters.length > 0 || group.tagSet.some((list) => list.length > 0);
}

function toMatches(filters: readonly TagFilter[], tags: Tags): string[] {
  return filters.filter((filter) => isMatch(filter, tags)).map(toTagRule);
}

/** A missing value can only mean the empty one. Types AWS may add later match nothing: what they mean is unknown. */
function isMatch(filter: TagFilter, tags: Tags): boolean {
  const key = filter.key ?? "";
  const value = filter.value ?? "";
  switch (filter.type) {
    case "KEY_ONLY":
      return Object.hasOwn(tags, key);
    case "VALUE_ONLY":
      return Object.values(tags).includes(value);
    case "KEY_AND_VALUE":
      return Object.hasOwn(tags, key) && tags[key] === value;
    default:
      return false;
  }
}

/** One tag rule in words: `Role=api`, `Role (any value)`, `any tag with the value api`. */
export function toTagRule(filter: TagFilter): string {
  const key = filter.key ?? "";
  const value = filter.value ?? "";
  switch (filter.type) {
    case "KEY_ONLY":
      return `${key} (any value)`;
    case "VALUE_ONLY":
      return `any tag with the value ${value}`;
    default:
      return `${key}=${value}`;
  }
}
