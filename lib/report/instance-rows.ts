import { explainStateReason } from "#lib/domain/state-reason-text.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import type { InstanceLists, ListedInstance } from "#lib/report/instances.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";
import type { InstanceRow, Report } from "#lib/report/schema.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

type RowsInput = {
  readonly lists: InstanceLists;
  readonly known: ReadonlyMap<string, InstanceKnowledge>;
  readonly letters: ReadonlyMap<string, string>;
};

export function toInstanceLists({ lists, known, letters }: RowsInput): Report["instances"] {
  const toRows = (listed: readonly ListedInstance[]) =>
    listed.map(({ instanceId, because }) => ({
      ...toRow(instanceId, known.get(instanceId)),
      letter: letters.get(instanceId) ?? "",
      because: [...because],
    }));
  return {
    matching: toRows(lists.matching),
    deployable: toRows(lists.deployable),
    targets: toRows(lists.targets),
    targetsOf: toNullable(lists.targetsOf),
  };
}

function toRow(
  instanceId: string,
  instance: InstanceKnowledge | undefined,
): Omit<InstanceRow, "letter" | "because"> {
  const row = instance?.ec2?.value;
  const listed = row?.listed === true ? row : undefined;
  return {
    instanceId,
    ghost: instance?.ghost ?? false,
    ec2: listed?.state ?? (row === undefined ? "unknown" : "not listed"),
    autoScaling: toNullable(instance?.member?.value.lifecycleState),
    autoScalingGroup: toNullable(instance?.member?.value.group),
    targetHealth: (instance?.targets ?? [])
      .map(({ value }) => ({
        targetGroup: value.targetGroupName,
        state: value.state,
        reason: toNullable(value.reason),
      }))
      .sort((a, b) => compareText(a.targetGroup, b.targetGroup) || compareText(a.state, b.state)),
    launchedAt: toIsoOrNull(instance?.launchedAt),
    terminatedAt: toIsoOrNull(instance?.termination?.at),
    ...toStateReason(listed?.stateReasonCode),
    name: toNullable(listed?.tags.Name),
    zone: toNullable(listed?.zone ?? instance?.member?.value.zone),
  };
}

function toStateReason(code: string | undefined): Pick<InstanceRow, "stateReason"> {
  return code ? { stateReason: { code, meaning: toNullable(explainStateReason(code)) } } : {};
}
