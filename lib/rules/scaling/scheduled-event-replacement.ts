import { isOpenTarget } from "#lib/domain/code-deploy.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toRunningFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<
  "ec2-instance-status" | "autoscaling-groups" | "codedeploy-deployments" | "codedeploy-targets"
>;

/** EC2 shows an event for some days after it was done or called off, and says so in front (EC2 user guide, scheduled events). */
const overPattern = /\[(completed|canceled|cancelled)\]/i;
/** These end or stop the instance. */
const endingPattern = /^instance-(retirement|stop)\b/i;

type Scheduled = {
  readonly member: FactRevision<"member">;
  readonly status: FactRevision<"instance-status">;
  readonly events: readonly string[];
};

export const scheduledEventReplacement = defineRule({
  id: "scheduled-event-replacement",
  title: "AWS has scheduled an event for instances of the group",
  severity: "info",
  why: "AWS announces that it will reboot, stop or retire an instance. Auto Scaling takes such a member as unhealthy and replaces it by itself, at a time of its own choosing: in the middle of a deployment too.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html"],
  lookalikes: ["An event that is marked [Completed] or [Canceled] is over and left out."],
  leadsTo: ["terminated-mid-lifecycle-event", "terminated-while-deployment-pending"],
  needs: ["ec2-instance-status", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const scheduled = toScheduled(group.value.name, facts);
      return scheduled.length === 0
        ? []
        : [toFinding({ group: group.value.name, scheduled, facts }, context)];
    });
  },
});

function toScheduled(group: string, facts: Facts): readonly Scheduled[] {
  return facts.member.flatMap((member) => {
    if (member.value.group !== group) return [];
    const status = facts["instance-status"].find(({ value }) => value.id === member.value.instanceId);
    const events = status?.value.scheduledEvents.filter((event) => !overPattern.test(event)) ?? [];
    return status === undefined || events.length === 0 ? [] : [{ member, status, events }];
  });
}

type Found = { readonly group: string; readonly scheduled: readonly Scheduled[]; readonly facts: Facts };

function toFinding({ group, scheduled, facts }: Found, context: CheckContext): RuleFinding {
  const ids = scheduled.map(({ member }) => member.value.instanceId);
  const running = toRunningFleet(facts.deployment);
  const awaited = facts["deployment-target"].filter(
    ({ value }) =>
      ids.includes(value.targetId) &&
      isOpenTarget(value) &&
      running.some((deployment) => deployment.value.id === value.deploymentId),
  );
  const ends = scheduled.some(({ events }) => events.some((event) => endingPattern.test(event)));
  const texts = scheduled.map(({ member, events }) => `${member.value.instanceId} (${events.join("; ")})`);
  const deployments = [...new Set(awaited.map(({ value }) => value.deploymentId))];
  return {
    subject: { kind: "auto-scaling-group", id: group },
    verdict: "proved",
    severity: ends && awaited.length > 0 ? "warning" : "info",
    summary: `AWS has scheduled events for members of ${group}: ${toWords(texts)}.${deployments.length === 0 ? "" : ` ${toWords(deployments)} still ${deployments.length === 1 ? "has" : "have"} to deploy to some of them.`}`,
    evidence: [
      ...scheduled.flatMap(({ status, events }) => events.map((event) => cite(status, "Events[]", event))),
      ...awaited.map((target) => cite(target, "instanceTarget.status", target.value.status)),
    ],
    disprovedBy:
      "EC2's instance status without these events, or with the word Completed or Canceled in them.",
    advice: [
      {
        text: "Look when: the events have a time from which on they may happen. It changes nothing.",
        command: toCommand(context.scope, [
          "ec2",
          "describe-instance-status",
          "--instance-ids",
          ...ids.slice(0, mostNamed),
        ]),
      },
      {
        text: "Replace them in good order at a quiet time, through Auto Scaling and one by one, rather than be replaced in the middle of a deployment.",
      },
    ],
  };
}

/** A command line stays readable. */
const mostNamed = 20;
