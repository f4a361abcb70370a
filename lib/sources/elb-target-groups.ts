import * as z from "zod";
import { describeTargetGroupAttributes, describeTargetGroups } from "#lib/aws/operations.ts";
import type { TargetGroup, TargetGroupAttributes } from "#lib/domain/elb.ts";
import { findTargetGroups } from "#lib/sources/group-resources.ts";
import { parseRows } from "#lib/sources/parse-rows.ts";
import { readOnce } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { fetchTargetGroups, type TargetGroupQuery } from "#lib/sources/target-group-lookup.ts";

type Kinds = { "target-group": TargetGroup; "target-group-attributes": TargetGroupAttributes };

const AttributeRow = z.object({ Key: z.string(), Value: z.string().optional() });
const delayKey = "deregistration_delay.timeout_seconds";

export const elbTargetGroups = defineSource<"elb-target-groups", Kinds>({
  id: "elb-target-groups",
  title: "ELB: target groups",
  level: "group",
  perGroup: true,
  pace: "settings",
  kinds: ["target-group", "target-group-attributes"],
  operations: [describeTargetGroups, describeTargetGroupAttributes],
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
  const groups = await fetchTargetGroups(context, query);
  for (const value of groups) {
    context.emit({ kind: "target-group", entity: value.arn, value, operation: describeTargetGroups.id });
  }
  await Promise.all(groups.map(({ arn }) => readAttributes(context, arn)));
}

async function readAttributes(context: ReadContext<Kinds>, arn: string): Promise<void> {
  const output = await readOnce(context, describeTargetGroupAttributes, { TargetGroupArn: arn });
  if (output === undefined) return;
  const attributes = parseRows(context, {
    operation: describeTargetGroupAttributes,
    member: "Attributes",
    rows: output.Attributes,
    schema: AttributeRow,
  });
  const delay = attributes.find(({ Key }) => Key === delayKey)?.Value;
  context.emit({
    kind: "target-group-attributes",
    entity: arn,
    value: { arn, deregistrationDelaySeconds: parseSeconds(delay) },
    operation: describeTargetGroupAttributes.id,
  });
}

function parseSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
