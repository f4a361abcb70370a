import { describeTargetGroups } from "#lib/aws/operations.ts";
import type { TargetGroup } from "#lib/domain/elb.ts";
import { findTargetGroups } from "#lib/sources/group-resources.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { fetchTargetGroups, type TargetGroupQuery } from "#lib/sources/target-group-lookup.ts";

type Kinds = { "target-group": TargetGroup };

export const elbTargetGroups = defineSource<"elb-target-groups", Kinds>({
  id: "elb-target-groups",
  title: "ELB: target groups",
  level: "group",
  pace: "settings",
  kinds: ["target-group"],
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
  for (const value of await fetchTargetGroups(context, query)) {
    context.emit({ kind: "target-group", entity: value.arn, value, operation: describeTargetGroups.id });
  }
}
