import { type Instance, isGone } from "#lib/domain/ec2.ts";
import type { Fact } from "#lib/domain/fact.ts";

type InstanceFact = Fact<"instance", Instance>;

/** One instance may lose its tags; that all do at the same moment is more likely a bad answer than somebody's work. */
const fewest = 2;

/**
 * A reading in which no instance has the tags that all had before: a sentence that says so. Instances that end do not
 * count, since EC2 takes their tags before their rows (EC2:terminating-instances).
 */
export function findLostTags(
  known: readonly InstanceFact[],
  read: readonly InstanceFact[],
): string | undefined {
  const tagged = new Set(known.filter(hasTags).map(({ entity }) => entity));
  const again = read.filter(({ entity, value }) => tagged.has(entity) && !isGone(value));
  if (again.length < fewest || again.some(hasTags)) return undefined;
  return `EC2 lists all ${again.length} instances that had tags without any tag`;
}

function hasTags({ value }: InstanceFact): boolean {
  return value.listed && Object.keys(value.tags).length > 0;
}
