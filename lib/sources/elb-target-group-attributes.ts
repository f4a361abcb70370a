import * as z from "zod";
import { describeTargetGroupAttributes, describeTargetGroups } from "#lib/aws/operations.ts";
import type { TargetGroupAttributes } from "#lib/domain/elb.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readOnce, unlessGone } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { eachTargetGroup } from "#lib/sources/target-group-lookup.ts";

type Kinds = { "target-group-attributes": TargetGroupAttributes };

const parseAttributes = makeParser(
  describeTargetGroupAttributes,
  "Attributes",
  z.object({ Key: z.string(), Value: maybe.text }),
);
const delayKey = "deregistration_delay.timeout_seconds";

export const elbTargetGroupAttributes = defineSource<"elb-target-group-attributes", Kinds>({
  id: "elb-target-group-attributes",
  title: "ELB: target group attributes",
  level: "group",
  perGroup: true,
  pace: "settings",
  kinds: ["target-group-attributes"],
  operations: [describeTargetGroups, describeTargetGroupAttributes],
  after: ["codedeploy-group", "autoscaling-groups"],
  mentions: false,
  async read(context) {
    await eachTargetGroup(context, (arn) => readAttributes(context, arn));
  },
});

async function readAttributes(context: ReadContext<Kinds>, arn: string): Promise<void> {
  const output = await readOnce(unlessGone(context), describeTargetGroupAttributes, { TargetGroupArn: arn });
  if (output === undefined) return;
  const attributes = parseAttributes(context, output.Attributes);
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
