import type { InstanceStatus } from "#lib/domain/ec2.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

type Impaired = {
  readonly status: FactRevision<"instance-status">;
  readonly instance: FactRevision<"instance">;
  readonly group: string | undefined;
};

export const instanceStatusImpaired = defineRule({
  id: "instance-status-impaired",
  title: "EC2's status checks fail on an instance",
  severity: "warning",
  why: "EC2 checks the machine below (system), the operating system's reachability (instance) and attached volumes. Where a check fails, scripts and agent may hang, and Auto Scaling replaces the instance after some minutes: a deployment that is at work on it loses it.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html"],
  lookalikes: [
    "An instance that is rebooting, or so busy that it does not answer, fails the instance check for some minutes too.",
  ],
  leadsTo: [
    "agent-not-running",
    "agent-restarted-mid-deployment",
    "target-unhealthy",
    "terminated-mid-lifecycle-event",
    "allow-traffic-stuck",
    "health-constraints",
  ],
  needs: ["ec2-instance-status", "ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    const groups = new Map(facts.member.map(({ value }) => [value.instanceId, value.group]));
    const impaired = facts["instance-status"].flatMap((status): readonly Impaired[] => {
      const instance = instances.get(status.value.id);
      // What has ended since has no status any more.
      if (instance === undefined || !instance.value.listed || instance.value.state !== "running") return [];
      return toFailed(status.value).length === 0
        ? []
        : [{ status, instance, group: groups.get(status.value.id) }];
    });
    const alike = groupBy(impaired, ({ status, group }) => group ?? status.value.id);
    return [...alike].map(([place, all]) => toFinding(place, all, context));
  },
});

/** The checks that say `impaired`. Others (initializing, insufficient-data, not-applicable) say nothing yet. */
function toFailed(status: InstanceStatus): readonly { readonly field: string; readonly value: string }[] {
  return [
    { field: "InstanceStatus.Status", value: status.instanceStatus },
    { field: "SystemStatus.Status", value: status.systemStatus },
    { field: "AttachedEbsStatus.Status", value: status.ebsStatus },
  ].flatMap(({ field, value }) => (value === "impaired" ? [{ field, value }] : []));
}

const namedAtMost = 20;

function toFinding(place: string, all: readonly Impaired[], { now, scope }: CheckContext): RuleFinding {
  const ids = all.map(({ status }) => status.value.id);
  const since = all.map(({ status }) => status.since).sort((a, b) => a - b)[0];
  const checks = all.flatMap(({ status }) => toFailed(status.value).map(({ field }) => field));
  const isMember = all.some(({ group }) => group !== undefined);
  const when = since === undefined ? "" : `, first read so at ${toClock(since, now)}`;
  return {
    subject: { kind: isMember ? "auto-scaling-group" : "instance", id: place },
    verdict: "proved",
    ...(since === undefined ? {} : { since }),
    summary: `EC2's status checks fail on ${toCount(ids.length, "instance")}${isMember ? ` of ${place}` : ""}: ${toWords(ids)} (${toWords([...new Set(checks)])} impaired${when}). Auto Scaling may replace ${ids.length === 1 ? "it" : "them"} within minutes.`,
    evidence: all
      .slice(0, namedAtMost)
      .flatMap(({ status, instance }) => [
        ...toFailed(status.value).map(({ field, value }) => cite(status, field, value)),
        cite(instance, "State.Name", "running"),
      ]),
    disprovedBy: "The checks passing at the next reading.",
    advice: [
      {
        text: "Look again at the checks, and at scheduled events of the instance. It changes nothing.",
        command: toCommand(scope, [
          "ec2",
          "describe-instance-status",
          "--instance-ids",
          ...ids.slice(0, namedAtMost),
        ]),
      },
      {
        text: "If it stays: start no deployment now. Auto Scaling replaces the instance by itself; one that is in no group has to be stopped and started by hand, which moves it to another machine.",
      },
    ],
  };
}
