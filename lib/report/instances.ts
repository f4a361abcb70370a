import { toTagMatch } from "#lib/domain/matching.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { byLaunch } from "#lib/timeline/launch-order.ts";

/** An instance in one of the lists, and what put it there. */
export type ListedInstance = { readonly instanceId: string; readonly because: readonly string[] };

export type InstanceLists = {
  readonly matching: readonly ListedInstance[];
  readonly deployable: readonly ListedInstance[];
  readonly targets: readonly ListedInstance[];
  readonly targetsOf: string | undefined;
};

type ListsInput = {
  readonly index: FactIndex;
  readonly known: ReadonlyMap<string, InstanceKnowledge>;
  /** The deployment whose targets are listed. */
  readonly targetsOf: string | undefined;
};

/**
 * The three lists that must agree and in an incident do not. No AWS API returns the console's "Matching instances":
 * it is rebuilt as members of the group's Auto Scaling groups and what its tags match, the gone included.
 */
export function listInstances({ index, known, targetsOf }: ListsInput): InstanceLists {
  const matching: ListedInstance[] = [];
  const deployable: ListedInstance[] = [];
  for (const instance of [...known.values()].sort(byLaunch)) {
    const because = toReasons(index, instance);
    if (because.length === 0) continue;
    const listed = { instanceId: instance.instanceId, because };
    matching.push(listed);
    if (isDeployable(instance)) deployable.push(listed);
  }
  return { matching, deployable, targets: listTargets({ index, known, targetsOf }), targetsOf };
}

/** The targets a deployment was given: its own list, or the ones read one by one where the list was not. */
export function toTargetIds(index: FactIndex, deploymentId: string): readonly string[] {
  const list = index.targetLists.get(deploymentId)?.value;
  const read = (index.targetsOfDeployment.get(deploymentId) ?? []).map(({ value }) => value.targetId);
  return [...new Set([...(list?.started === true ? list.targetIds : []), ...read])];
}

function listTargets({ index, known, targetsOf }: ListsInput): readonly ListedInstance[] {
  if (targetsOf === undefined) return [];
  return toTargetIds(index, targetsOf)
    .map((instanceId) => known.get(instanceId) ?? { instanceId })
    .sort(byLaunch)
    .map(({ instanceId }) => ({ instanceId, because: [`target of ${targetsOf}`] }));
}

function toReasons(index: FactIndex, instance: InstanceKnowledge): readonly string[] {
  const { member, ec2 } = instance;
  const because: string[] = [];
  if (member !== undefined && isOwnGroup(index, member.value.group))
    because.push(`member of ${member.value.group}`);
  if (index.group !== undefined && ec2?.value.listed === true) {
    because.push(...toTagMatch(index.group, ec2.value.tags).map((rule) => `tag ${rule}`));
  }
  return because;
}

/** Where the deployment group could not be read, the Auto Scaling groups that were are taken to be its own. */
function isOwnGroup(index: FactIndex, name: string): boolean {
  return index.group === undefined || index.group.autoScalingGroups.some((group) => group.name === name);
}

/** Running, and in service or selected by tags alone. */
function isDeployable({ ec2, member }: InstanceKnowledge): boolean {
  if (ec2?.value.listed !== true || ec2.value.state !== "running") return false;
  return member === undefined || member.value.lifecycleState === "InService";
}
