import { hourMs } from "#lib/domain/time.ts";
import { toSetDesired, toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import { citeLaps, type LiveLoop, type LoopRuleFacts, toLiveLoops } from "#lib/rules/hooks/live-loops.ts";
import { toCreateDeployment } from "#lib/rules/hooks/redeploy.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const recentMs = 6 * hourMs;

export const deploymentDeadlockNoInservice = defineRule({
  id: "deployment-deadlock-no-inservice",
  title: "No instance is in service, so nothing can be deployed, so no instance comes into service",
  severity: "critical",
  why: "A deployment to the group needs at least one instance in service and otherwise fails with NO_INSTANCES. New instances get the revision that last succeeded; if that one fails on them, none ever reaches service, and a corrected revision cannot be deployed.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html"],
  thresholds: [
    {
      what: "a deployment that failed with NO_INSTANCES counts for",
      value: toDuration(recentMs),
      reason: "An older one says nothing about the loop of now.",
    },
  ],
  lookalikes: [
    "A group whose desired capacity is 0 has nobody in service by design.",
    "All instances may have died for another reason, and the next launch come up.",
  ],
  leadsTo: ["no-instances-matched"],
  needs: [
    "codedeploy-group",
    "codedeploy-deployments",
    "codedeploy-targets",
    "autoscaling-groups",
    "autoscaling-activities",
  ],
  check(facts, context) {
    // A member that was not read may be the one in service.
    if (context.partial.includes("autoscaling-groups")) return [];
    const group = facts["deployment-group"][0];
    if (group?.value.lastSuccessful === undefined) return [];
    return toLiveLoops(facts, context.now).flatMap((loop) => {
      const name = loop.autoScalingGroup;
      const autoScalingGroup = facts["auto-scaling-group"].find(({ value }) => value.name === name);
      const members = facts.member.filter(({ value }) => value.group === name);
      if (autoScalingGroup === undefined || autoScalingGroup.value.desiredCapacity === 0) return [];
      if (members.some(({ value }) => value.lifecycleState === "InService")) return [];
      const refused = findRefused(facts, context);
      return [toFinding({ loop, group, autoScalingGroup, members, refused, facts, context })];
    });
  },
});

/** A recent deployment that found no instance. */
function findRefused(facts: LoopRuleFacts, { now }: CheckContext): FactRevision<"deployment"> | undefined {
  return facts.deployment.find(({ value }) => {
    const at = value.completeTime ?? value.createTime ?? now;
    return value.errorCode === "NO_INSTANCES" && now - at <= recentMs;
  });
}

type Found = {
  readonly loop: LiveLoop;
  readonly group: FactRevision<"deployment-group">;
  readonly autoScalingGroup: FactRevision<"auto-scaling-group">;
  readonly members: readonly FactRevision<"member">[];
  readonly refused: FactRevision<"deployment"> | undefined;
  readonly facts: LoopRuleFacts;
  readonly context: CheckContext;
};

function toFinding(found: Found): RuleFinding {
  const { loop, group, autoScalingGroup, members, refused, facts, context } = found;
  const { name, desiredCapacity } = autoScalingGroup.value;
  const noInstances =
    refused === undefined
      ? "a deployment to the group would fail with NO_INSTANCES"
      : `deployment ${refused.value.id} has failed with NO_INSTANCES`;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: refused === undefined ? "suspected" : "corroborated",
    since: loop.since,
    summary: `None of the ${desiredCapacity} instances that ${name} should have is in service, and since ${toClock(loop.since, context.now)} it has launched and given up ${loop.ended.length} in a row; ${noInstances}.`,
    evidence: [
      cite(autoScalingGroup, "DesiredCapacity", `${desiredCapacity}`),
      ...members.slice(0, 5).map((member) => cite(member, "LifecycleState", member.value.lifecycleState)),
      ...(refused === undefined ? [] : [cite(refused, "errorInformation.code", "NO_INSTANCES")]),
      cite(group, "lastSuccessfulDeployment", group.value.lastSuccessful?.deploymentId ?? "none"),
      ...citeLaps(loop.laps, facts),
    ],
    disprovedBy: `A member of ${name} that is InService.`,
    advice: toAdvice(found),
  };
}

/** The procedure that AWS documents, in its order (CD:troubleshooting-auto-scaling). */
function toAdvice({ group, autoScalingGroup, context }: Found): readonly Advice[] {
  const { scope } = context;
  const { name, desiredCapacity, minSize } = autoScalingGroup.value;
  const all = group.value.autoScalingGroups.map((entry) => entry.name);
  const minimum = minSize > 1 ? ` The minimum size is ${minSize} and has to be lowered to 1 first.` : "";
  return [
    {
      text: `Set the desired capacity of ${name} to 1, so that only one instance has to come up; note the present one, ${desiredCapacity}.${minimum}`,
      command: toSetDesired(name, 1, scope),
    },
    {
      text: `Take ${name} out of the deployment group: CodeDeploy removes its hook. Never delete the hook in Auto Scaling. Waiting instances are cancelled, and the next one comes into service without the application: only if it may.`,
      command: toUpdateGroups(
        group.value,
        all.filter((entry) => entry !== name),
        scope,
      ),
    },
    {
      text: `When one instance is InService, put ${name} in again.`,
      command: toUpdateGroups(group.value, all, scope),
    },
    toCreateDeployment(group.value, scope),
    {
      text: `At the end set the desired capacity back to ${desiredCapacity}.`,
      command: toSetDesired(name, desiredCapacity, scope),
    },
  ];
}
