import { describeTargetGroups } from "#lib/aws/operations.ts";
import type { MissingTargetGroup, TargetGroup } from "#lib/domain/elb.ts";
import { findTargetGroups } from "#lib/sources/group-resources.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { fetchTargetGroups, type TargetGroupQuery } from "#lib/sources/target-group-lookup.ts";

type Kinds = { "target-group": TargetGroup; "missing-target-group": MissingTargetGroup };

export const elbTargetGroups = defineSource<"elb-target-groups", Kinds>({
  id: "elb-target-groups",
  title: "ELB: target groups",
  level: "group",
  pace: "settings",
  kinds: ["target-group", "missing-target-group"],
  operations: [describeTargetGroups],
  after: ["codedeploy-group", "autoscaling-groups"],
  mentions: false,
  async read(context) {
    const { arns, names } = findTargetGroups(context);
    await Promise.all([
      readGroups(context, { by: "arn", values: arns }),
      readGroups(context, { by: "name", values: names }),
    ]);
  },
});

async function readGroups(context: ReadContext<Kinds>, query: TargetGroupQuery): Promise<void> {
  const { groups, missing } = await fetchTargetGroups(context, query);
  const operation = describeTargetGroups.id;
  for (const value of groups) context.emit({ kind: "target-group", entity: value.arn, value, operation });
  for (const ref of missing)
    context.emit({ kind: "missing-target-group", entity: ref, value: { ref }, operation });
}
