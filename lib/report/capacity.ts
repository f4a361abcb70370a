import { toTagRule } from "#lib/domain/matching.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import { toNullable } from "#lib/report/nullable.ts";
import type { AutoScalingGroupView, Report, TargetGroupView } from "#lib/report/schema.ts";
import { groupBy } from "#lib/timeline/group-by.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

export function toAutoScalingGroupViews(index: FactIndex): AutoScalingGroupView[] {
  const membersOf = groupBy(index.facts.member, ({ value }) => value.group);
  return index.facts["auto-scaling-group"]
    .map(({ value }) => {
      const members = membersOf.get(value.name) ?? [];
      return {
        name: value.name,
        min: value.minSize,
        max: value.maxSize,
        desired: value.desiredCapacity,
        inService: members.filter((member) => member.value.lifecycleState === "InService").length,
        members: members.length,
        suspended: value.suspendedProcesses.map(({ name, reason }) => ({ name, reason: toNullable(reason) })),
        status: toNullable(value.status),
      };
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** `isRead`: target health could be read, so a count of none means none. */
export function toTargetGroupViews(
  index: FactIndex,
  health: { readonly isRead: boolean },
): TargetGroupView[] {
  const delays = new Map(
    index.facts["target-group-attributes"].map(({ value }) => [value.arn, value.deregistrationDelaySeconds]),
  );
  const targetsOf = groupBy(index.facts.target, ({ value }) => value.targetGroupArn);
  return index.facts["target-group"]
    .map(({ value }) => ({
      arn: value.arn,
      name: value.name,
      deregistrationDelaySeconds: toNullable(delays.get(value.arn)),
      counts: countBy((targetsOf.get(value.arn) ?? []).map((target) => target.value.state)),
      known: health.isRead,
    }))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.arn, b.arn));
}

/** How often each text occurs, in alphabetical order. */
export function countBy(texts: readonly string[]): Record<string, number> {
  const counts = [...groupBy(texts, (text) => text)].map(([text, all]): [string, number] => [
    text,
    all.length,
  ]);
  return Object.fromEntries(counts.sort(([a], [b]) => compareText(a, b)));
}

export function toConfigurationView(index: FactIndex): Report["configuration"] {
  const { group } = index;
  return {
    known: group !== undefined,
    configName: toNullable(group?.configName),
    deploymentType: toNullable(group?.deploymentType),
    trafficControl: toNullable(group?.deploymentOption),
    serviceRoleArn: toNullable(group?.serviceRoleArn),
    tagRules: group === undefined ? [] : [...group.tagFilters.map(toTagRule), ...toTagSetRules(group.tagSet)],
    autoScalingGroups: (group?.autoScalingGroups ?? []).map(({ name }) => name),
    targetGroups: [...(group?.targetGroupNames ?? [])],
    lastSuccessful: toNullable(group?.lastSuccessful?.deploymentId),
    lastAttempted: toNullable(group?.lastAttempted?.deploymentId),
  };
}

/** One line for the whole set, since all its lists must match: "(Role=api or Role=web) and Stage=prod". */
function toTagSetRules(tagSet: NonNullable<FactIndex["group"]>["tagSet"]): readonly string[] {
  const lists = tagSet.filter((list) => list.length > 0).map((list) => list.map(toTagRule));
  if (lists.length === 0) return [];
  if (lists.length === 1) return [lists.flat().join(" or ")];
  return [lists.map((list) => (list.length > 1 ? `(${list.join(" or ")})` : list.join(""))).join(" and ")];
}
