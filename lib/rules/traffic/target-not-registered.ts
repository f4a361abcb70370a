import type { DeploymentTarget } from "#lib/domain/code-deploy.ts";
import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { toLatestTargets } from "#lib/rules/agent/latest-targets.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { isUnsuccessful } from "#lib/rules/deployment/last-success.ts";
import type { OpenTarget } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toProcessText, toSuspendedProcesses } from "#lib/rules/scaling/suspended-processes.ts";
import { toLookAtHealth } from "#lib/rules/traffic/target-group-targets.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Auto Scaling registers an instance as it enters service; two services are read at different moments. */
const settledMs = 2 * minuteMs;
/** CodeDeploy takes a target out of traffic and puts it back: after its last event it should be back within this. */
const deployedMs = 5 * minuteMs;

type Facts = FactsFrom<
  | "autoscaling-groups"
  | "elb-target-health"
  | "ec2-instances"
  | "codedeploy-deployments"
  | "codedeploy-targets"
>;
type Group = FactRevision<"auto-scaling-group">;
type Member = FactRevision<"member">;

export const targetNotRegistered = defineRule({
  id: "target-not-registered",
  title: "Instances in service are not registered with the target group",
  severity: "warning",
  why: "The Auto Scaling group belongs to a target group, but some of its instances are not in it and get no requests. Auto Scaling registers an instance once, when it enters service: if AddToLoadBalancer was suspended then, or somebody deregistered it later, it is never registered again by itself. A deployment that was stopped half-way leaves instances out too.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html"],
  thresholds: [
    {
      what: "an instance is in service for",
      value: toDuration(settledMs),
      reason: "Registration follows within seconds; the two services are read at different moments.",
    },
    {
      what: "CodeDeploy last did something on it, more than",
      value: toDuration(deployedMs),
      reason: "A deployment takes its targets out of traffic while it works on them.",
    },
  ],
  lookalikes: [
    "While CodeDeploy works on a target it is deregistered on purpose.",
    "After a blue/green deployment CodeDeploy registers instances itself, and the Auto Scaling group may name no target group.",
  ],
  needs: [
    "autoscaling-groups",
    "elb-target-health",
    "ec2-instances",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    // What a partial listing leaves out may be registered, or being deployed to.
    const listings = ["elb-target-health", "codedeploy-deployments", "codedeploy-targets"];
    if (context.partial.some((id) => listings.includes(id))) return [];
    const excused = toExcused(facts, context.now);
    return facts["auto-scaling-group"].flatMap((group) =>
      group.value.targetGroupArns.flatMap((arn) => {
        const members = toUnregistered({ group, arn, facts, excused });
        return members.length === 0 ? [] : [toFinding({ group, arn, members, facts }, context)];
      }),
    );
  },
});

/** Instances that are gone, or that CodeDeploy may have taken out of traffic. */
function toExcused(facts: Facts, now: Instant): ReadonlySet<string> {
  const gone = facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id);
  const running = new Set(
    facts.deployment.filter(({ value }) => !isFinalDeployment(value)).map(({ value }) => value.id),
  );
  const busy = facts["deployment-target"].filter(
    ({ value }) =>
      (running.has(value.deploymentId) && hasBegun(value)) || now - toLastSign(value) < deployedMs,
  );
  return new Set([...gone, ...busy.map(({ value }) => value.targetId)]);
}

function hasBegun(target: DeploymentTarget): boolean {
  return target.events.some(({ startTime, status }) => startTime !== undefined || status === "InProgress");
}

function toLastSign({ events, lastUpdatedAt }: DeploymentTarget): number {
  return Math.max(
    lastUpdatedAt ?? 0,
    ...events.map(({ startTime = 0, endTime = 0 }) => Math.max(startTime, endTime)),
  );
}

type Asked = {
  readonly group: Group;
  readonly arn: string;
  readonly facts: Facts;
  readonly excused: ReadonlySet<string>;
};

function toUnregistered({ group, arn, facts, excused }: Asked): readonly Member[] {
  const targets = facts.target.filter(({ value }) => value.targetGroupArn === arn);
  const registered = new Set(
    targets.filter(({ value }) => !isUnregisteredRow(value)).map(({ value }) => value.instanceId),
  );
  const readAt = Math.max(...facts.target.map(({ lastSeen }) => lastSeen), group.lastSeen);
  return facts.member.filter(
    (member) =>
      member.value.group === group.value.name &&
      member.value.lifecycleState === "InService" &&
      !registered.has(member.value.instanceId) &&
      !excused.has(member.value.instanceId) &&
      readAt - member.since >= settledMs &&
      readAt - group.since >= settledMs,
  );
}

function isUnregisteredRow({ state, reason }: FactRevision<"target">["value"]): boolean {
  return state === "unused" && reason === "Target.NotRegistered";
}

/** The newest deployments to these instances that came to none or only part of what they do. */
function toHalfway(ids: readonly string[], facts: Facts): readonly OpenTarget[] {
  return toLatestTargets(facts).filter(
    ({ revision, deployment }) =>
      ids.includes(revision.value.targetId) &&
      isUnsuccessful(deployment.value) &&
      revision.value.status !== "Succeeded" &&
      hasBegun(revision.value),
  );
}

function toHalfwayWords(halfway: readonly OpenTarget[]): string {
  const ids = [...new Set(halfway.map(({ deployment }) => deployment.value.id))];
  if (ids.length === 0) return "";
  return ` ${toWords(ids)} ended half-way there: between BlockTraffic and AllowTraffic an instance is out on purpose.`;
}

type Found = Omit<Asked, "excused"> & { readonly members: readonly Member[] };

function toFinding({ group, arn, members, facts }: Found, context: CheckContext): RuleFinding {
  const ids = members.map(({ value }) => value.instanceId);
  const name = /:targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? arn;
  const process = toSuspendedProcesses(group).find((one) => one.name === "AddToLoadBalancer");
  const rows = facts.target.filter(({ value }) => value.targetGroupArn === arn && isUnregisteredRow(value));
  const since = process?.at;
  const halfway = toHalfway(ids, facts);
  const why =
    process === undefined
      ? ""
      : ` AddToLoadBalancer of ${group.value.name} is suspended${since === undefined ? "" : ` since ${toClock(since, context.now)}`}: what is launched meanwhile is never registered.`;
  return {
    subject: { kind: "target-group", id: arn },
    verdict: "corroborated",
    ...(since === undefined ? {} : { since }),
    summary: `${toCount(ids.length, "instance")} of ${group.value.name} ${ids.length === 1 ? "is" : "are"} in service but not in ${name}, and get${ids.length === 1 ? "s" : ""} no requests from it: ${toWords(ids)}.${why}${toHalfwayWords(halfway)}`,
    evidence: [
      cite(group, "TargetGroupARNs[]", arn),
      ...members.map((member) => cite(member, "LifecycleState", member.value.lifecycleState)),
      ...rows.map((row) => cite(row, "TargetHealth.Reason", row.value.reason ?? "")),
      ...(process === undefined ? [] : [cite(group, "SuspendedProcesses[]", toProcessText(process))]),
      ...halfway.map(({ revision }) => cite(revision, "instanceTarget.status", revision.value.status)),
    ],
    disprovedBy: "The target group listing the instances at its next reading.",
    advice: [
      toLookAtHealth(arn, context),
      {
        text: "Register them, if nobody took them out on purpose and they run the right revision. Deregistering undoes it.",
        command: toCommand(context.scope, [
          "elbv2",
          "register-targets",
          "--target-group-arn",
          arn,
          "--targets",
          ...ids.map((id) => `Id=${id}`),
        ]),
      },
    ],
  };
}
