import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { toUpdateDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { recentThreshold, toFailureSeverity } from "#lib/rules/deployment/failed-with-code.ts";
import { isUnsuccessful } from "#lib/rules/deployment/last-success.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  defineRule,
  type Evidence,
  type RuleFinding,
} from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** CodeDeploy starts its follow-on deployment right after; it may take this long to be seen. */
const followOnMs = 10 * minuteMs;

type Facts = FactsFrom<
  "codedeploy-group" | "codedeploy-deployments" | "codedeploy-targets" | "autoscaling-groups"
>;

export const outdatedInstancesAfterScaleOut = defineRule({
  id: "outdated-instances-after-scale-out",
  title: "Instances launched during a deployment still have the old revision",
  severity: "warning",
  why: "An instance launched while a deployment is under way gets the revision that last succeeded: the old one. Right after, CodeDeploy brings such instances up to date with a follow-on deployment, unless the deployment group says to ignore them or the follow-on fails. Then the fleet serves two revisions at once.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html",
  ],
  thresholds: [
    recentThreshold,
    {
      what: "No follow-on deployment after the deployment's end",
      value: toDuration(followOnMs),
      reason: "CodeDeploy starts it right after the deployment, and it has to be seen.",
    },
  ],
  lookalikes: [
    "The moment between the deployment's end and its follow-on.",
    "Instances that were brought up to date by hand: no API says which revision is on an instance, so it is taken from the last deployment that succeeded there.",
  ],
  needs: ["codedeploy-group", "codedeploy-deployments", "codedeploy-targets", "autoscaling-groups"],
  check(facts, context) {
    // What is not read may have brought an instance up to date.
    if (context.partial.some((id) => id === "codedeploy-deployments" || id === "codedeploy-targets"))
      return [];
    const [group] = facts["deployment-group"];
    const fleet = toLastFleet(facts);
    if (group === undefined || fleet === undefined) return [];
    const isIgnored = group.value.outdatedInstancesStrategy === "IGNORE";
    if (!isIgnored && fleet.deployment.lastSeen - fleet.to < followOnMs) return [];
    const outdated = facts.member.flatMap((member) => toOutdated(member, fleet, facts) ?? []);
    return outdated.length === 0 ? [] : [toFinding({ group, fleet, outdated, facts, context })];
  },
});

/** The newest deployment to the whole group that succeeded, and when it ran. */
type Fleet = {
  readonly deployment: FactRevision<"deployment">;
  readonly label: string;
  readonly from: Instant;
  readonly to: Instant;
};

/** Undefined while another deployment to the group is under way: it may bring the instances up to date. */
function toLastFleet(facts: Facts): Fleet | undefined {
  const fleet = facts.deployment.filter(({ value }) => !isOfHook(value.creator));
  if (fleet.some(({ value }) => !isFinalDeployment(value))) return undefined;
  const [deployment] = fleet
    .filter(({ value }) => value.status === "Succeeded" && value.creator !== followOnCreator)
    .sort((a, b) => (b.value.createTime ?? 0) - (a.value.createTime ?? 0));
  const { createTime: from, completeTime: to, revision } = deployment?.value ?? {};
  if (deployment === undefined || from === undefined || to === undefined || revision === undefined)
    return undefined;
  return { deployment, label: revision.label, from, to };
}

const followOnCreator = "CodeDeployAutoUpdate";

function isOfHook(creator: string | undefined): boolean {
  return creator === "autoscaling" || creator === "autoscalingTermination";
}

type Outdated = {
  readonly member: FactRevision<"member">;
  readonly launch: FactRevision<"deployment">;
  readonly target: FactRevision<"deployment-target">;
};

function toOutdated(member: FactRevision<"member">, fleet: Fleet, facts: Facts): Outdated | undefined {
  const { instanceId, lifecycleState } = member.value;
  if (lifecycleState !== "InService") return undefined;
  const deployments = new Map(facts.deployment.map((deployment) => [deployment.value.id, deployment]));
  const succeeded = facts["deployment-target"].flatMap((target) => {
    const deployment = deployments.get(target.value.deploymentId);
    const isIt = target.value.targetId === instanceId && target.value.status === "Succeeded";
    return deployment === undefined || !isIt ? [] : [{ target, deployment }];
  });
  const launch = succeeded.find(({ deployment: { value } }) => {
    const at = value.createTime;
    return value.creator === "autoscaling" && at !== undefined && fleet.from <= at && at <= fleet.to;
  });
  const label = launch?.deployment.value.revision?.label;
  if (launch === undefined || label === undefined || label === fleet.label) return undefined;
  const isUpdated = succeeded.some(
    ({ deployment }) =>
      deployment.value.revision?.label === fleet.label && (deployment.value.createTime ?? 0) >= fleet.from,
  );
  return isUpdated ? undefined : { member, launch: launch.deployment, target: launch.target };
}

type Found = {
  readonly group: FactRevision<"deployment-group">;
  readonly fleet: Fleet;
  readonly outdated: readonly Outdated[];
  readonly facts: Facts;
  readonly context: CheckContext;
};

function toFinding({ group, fleet, outdated, facts, context }: Found): RuleFinding {
  const { application, name, outdatedInstancesStrategy: strategy } = group.value;
  const ids = outdated.map(({ member }) => member.value.instanceId);
  const labels = [...new Set(outdated.flatMap(({ launch }) => launch.value.revision?.label ?? []))];
  const followOn = toFailedFollowOn(fleet, facts);
  const one = ids.length === 1;
  return {
    subject: { kind: "deployment-group", id: `${application}/${name}` },
    verdict: "corroborated",
    severity: toFailureSeverity({ at: fleet.to, rolledBack: false }, context, "warning"),
    since: fleet.to,
    summary: `${toWords(ids)} ${one ? "was" : "were"} launched while ${fleet.deployment.value.id} brought ${fleet.label}, and ${one ? "serves" : "serve"} ${toWords(labels)}. ${toReason(strategy, followOn, context)}`,
    evidence: [
      cite(fleet.deployment, "revision", fleet.label),
      ...outdated.flatMap(citeOutdated),
      cite(group, "outdatedInstancesStrategy", strategy ?? "not set"),
      ...(followOn === undefined ? [] : [cite(followOn, "status", followOn.value.status)]),
    ],
    disprovedBy: `A deployment of ${fleet.label} that succeeded on ${toWords(ids)}.`,
    advice: toAdvice(strategy, context),
  };
}

function toFailedFollowOn(fleet: Fleet, facts: Facts): FactRevision<"deployment"> | undefined {
  const named = fleet.deployment.value.autoUpdateDeploymentIds ?? [];
  return facts.deployment
    .filter(({ value }) => named.includes(value.id) || value.creator === followOnCreator)
    .filter(({ value }) => isUnsuccessful(value) && (value.createTime ?? 0) >= fleet.from)
    .sort((a, b) => (b.value.createTime ?? 0) - (a.value.createTime ?? 0))[0];
}

function toReason(
  strategy: string | undefined,
  followOn: FactRevision<"deployment"> | undefined,
  { now }: CheckContext,
): string {
  if (followOn !== undefined) {
    const at = followOn.value.completeTime;
    return `The follow-on deployment ${followOn.value.id} is ${followOn.value.status}${at === undefined ? "" : ` since ${toClock(at, now)}`}.`;
  }
  if (strategy === "IGNORE") return "The deployment group says to leave such instances as they are (IGNORE).";
  return "No follow-on deployment has brought them up to date.";
}

function citeOutdated({ member, launch, target }: Outdated): readonly Evidence[] {
  return [
    cite(member, "LifecycleState", member.value.lifecycleState),
    cite(target, "instanceTarget.status", target.value.status),
    cite(launch, "revision", launch.value.revision?.label ?? ""),
  ];
}

function toAdvice(strategy: string | undefined, { scope }: CheckContext): readonly Advice[] {
  const update = {
    text: "From now on: have CodeDeploy bring such instances up to date by itself.",
    command: toUpdateDeploymentGroup(scope, ["--outdated-instances-strategy", "UPDATE"]),
  };
  return [toRedeployAdvice(scope), ...(strategy === "IGNORE" ? [update] : [])];
}
