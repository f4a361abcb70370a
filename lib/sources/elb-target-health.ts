import * as z from "zod";
import { describeTargetGroups, describeTargetHealth } from "#lib/aws/operations.ts";
import type { Target } from "#lib/domain/elb.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { toTargetGroupName } from "#lib/sources/group-resources.ts";
import { pickFacts } from "#lib/sources/known-facts.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readOnce, unlessGone } from "#lib/sources/read-pages.ts";
import { showTargetHealth } from "#lib/sources/show-target-health.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { eachTargetGroup } from "#lib/sources/target-group-lookup.ts";

type Kinds = { target: Target };

const parseTargets = makeParser(
  describeTargetHealth,
  "TargetHealthDescriptions",
  defineRow<Omit<Target, "targetGroupArn" | "targetGroupName">>({
    instanceId: ["Target.Id", z.string()],
    port: ["Target.Port", maybe.number],
    zone: ["Target.AvailabilityZone", maybe.text],
    state: ["TargetHealth.State", z.string()],
    reason: ["TargetHealth.Reason", maybe.text],
    description: ["TargetHealth.Description", maybe.text],
    administrativeOverride: ["AdministrativeOverride.State", maybe.text],
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
  const targets = parseTargets(context, output.TargetHealthDescriptions);
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
