import * as z from "zod";
import { describeTargetGroups, describeTargetHealth } from "#lib/aws/operations.ts";
import type { Target } from "#lib/domain/elb.ts";
import { toTargetGroupName } from "#lib/sources/group-resources.ts";
import { pickFacts } from "#lib/sources/known-facts.ts";
import { parseRows } from "#lib/sources/parse-rows.ts";
import { readOnce, unlessGone } from "#lib/sources/read-pages.ts";
import { showTargetHealth } from "#lib/sources/show-target-health.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { eachTargetGroup } from "#lib/sources/target-group-lookup.ts";

type Kinds = { target: Target };

const text = z.string().optional();
const TargetHealthRow = z
  .object({
    Target: z.object({ Id: z.string(), Port: z.number().optional(), AvailabilityZone: text }),
    TargetHealth: z.object({ State: z.string(), Reason: text, Description: text }),
    AdministrativeOverride: z.object({ State: text }).optional(),
  })
  .transform(
    (row): Omit<Target, "targetGroupArn" | "targetGroupName"> => ({
      instanceId: row.Target.Id,
      port: row.Target.Port,
      zone: row.Target.AvailabilityZone,
      state: row.TargetHealth.State,
      reason: row.TargetHealth.Reason,
      description: row.TargetHealth.Description,
      administrativeOverride: row.AdministrativeOverride?.State,
    }),
  );

export const elbTargetHealth = defineSource<"elb-target-health", Kinds>({
  id: "elb-target-health",
  title: "ELB: target health",
  level: "group",
  perGroup: true,
  pace: "moving",
  kinds: ["target"],
  operations: [describeTargetGroups, describeTargetHealth],
  after: ["codedeploy-group", "autoscaling-groups"],
  mentions: true,
  async read(context) {
    await eachTargetGroup(context, (arn) => readHealth(context, arn));
  },
  mentionedIn: (facts) => pickFacts(facts, "target").map(({ value }) => value.instanceId),
  show: (revisions, now) => showTargetHealth(revisions.target, now),
});

async function readHealth(context: ReadContext<Kinds>, targetGroupArn: string): Promise<void> {
  const output = await readOnce(unlessGone(context), describeTargetHealth, {
    TargetGroupArn: targetGroupArn,
  });
  if (output === undefined) return;
  const targets = parseRows(context, {
    operation: describeTargetHealth,
    member: "TargetHealthDescriptions",
    rows: output.TargetHealthDescriptions,
    schema: TargetHealthRow,
  });
  const targetGroupName = toTargetGroupName(targetGroupArn);
  for (const target of targets) {
    const { instanceId, port = "", zone = "" } = target;
    context.emit({
      kind: "target",
      entity: `${targetGroupArn}/${instanceId}:${port}@${zone}`,
      value: { targetGroupArn, targetGroupName, ...target },
      operation: describeTargetHealth.id,
    });
  }
  context.mention(targets.map(({ instanceId }) => instanceId));
}
