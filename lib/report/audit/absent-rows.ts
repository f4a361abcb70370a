import {
  type JudgedGroup,
  type KeyedRow,
  toEvidenceView,
  toPlainRow,
} from "#lib/report/audit/group-audit.ts";
import { isComplete } from "#lib/report/source-health.ts";
import { cite } from "#lib/rules/rule.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";

/** Auto Scaling groups that the deployment group names and that Auto Scaling does not have. */
export function toAbsentRows(judged: JudgedGroup): readonly KeyedRow[] {
  const { group, facts, sources, scope } = judged;
  if (group === undefined || !isComplete(sources, "autoscaling-groups")) return [];
  const there = new Set(facts["auto-scaling-group"].map(({ value }) => value.name));
  return group.value.autoScalingGroups.flatMap(({ name }) => {
    if (there.has(name)) return [];
    const row = {
      ...toPlainRow(judged, name),
      severity: "warning" as const,
      what: `${scope.application}/${scope.group} names ${name}, but Auto Scaling gave no group of this name when it was asked for it.`,
      evidence: [toEvidenceView(cite(group, "autoScalingGroups[].name", name))],
      advice: [
        {
          text: "Look whether it is there, perhaps under another name. It changes nothing.",
          command: toDescribeGroup(name, scope),
        },
      ],
    };
    return [{ key: ["absent", name, scope.application, scope.group].join("\n"), row }];
  });
}
