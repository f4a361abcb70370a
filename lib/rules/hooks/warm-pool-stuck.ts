import { isLaunchHook } from "#lib/domain/auto-scaling.ts";
import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { minuteMs } from "#lib/domain/time.ts";
import { toLatestTargets } from "#lib/rules/agent/latest-targets.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { citeOpenTarget } from "#lib/rules/ghost-words.ts";
import type { OpenTarget } from "#lib/rules/ghosts.ts";
import { isManaged } from "#lib/rules/hooks/known-hooks.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** One heartbeat of CodeDeploy's hook as public dumps show it; a deployment to a new instance may well take that long. */
const patienceMs = 10 * minuteMs;

type Facts = FactsFrom<
  | "autoscaling-groups"
  | "autoscaling-hooks"
  | "ec2-instances"
  | "codedeploy-group"
  | "codedeploy-deployments"
  | "codedeploy-targets"
>;
type Pool = {
  readonly group: FactRevision<"auto-scaling-group">;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
};

export const warmPoolStuck = defineRule({
  id: "warm-pool-stuck",
  title: "Instances of a warm pool get stuck in CodeDeploy's launch hook",
  severity: "warning",
  why: "Launch hooks run when an instance enters a warm pool and again when it leaves it, so CodeDeploy is asked to deploy to machines that are about to be stopped. Users report that the agent does not cope with that: such deployments hang, and the instance stays in Warmed:Pending:Wait.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pool-instance-lifecycle.html"],
  thresholds: [
    {
      what: "an instance waits in Warmed:Pending:Wait for more than",
      value: toDuration(patienceMs),
      reason: "One heartbeat of CodeDeploy's launch hook; a deployment may well take that long.",
    },
  ],
  lookalikes: [
    "Two deployments for one instance are normal with a warm pool: one as it enters, one as it leaves.",
    "A stopped instance that a running deployment waits for and that no listing shows may be the pool's, or one that somebody stopped: DescribeWarmPool, which is not read, tells.",
  ],
  leadsTo: ["hook-heartbeat-timeout", "hook-abandoned-by-failed-deployment", "stopped-instance-target"],
  needs: [
    "autoscaling-groups",
    "autoscaling-hooks",
    "ec2-instances",
    "codedeploy-group",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const hooks = facts["lifecycle-hook"].filter(
        (hook) =>
          hook.value.group === group.value.name &&
          isLaunchHook(hook.value) &&
          isManaged(hook, facts["deployment-group"][0]?.value),
      );
      if (hooks.length === 0) return [];
      const pool: Pool = { group, hooks };
      return [...toHeld(pool, facts, context), ...toStopped(pool, facts, context)];
    });
  },
});

/** Auto Scaling itself says that the hook holds it. */
function toHeld(pool: Pool, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  return facts.member
    .filter(({ value }) => value.group === pool.group.value.name)
    .filter(({ value }) => value.lifecycleState === "Warmed:Pending:Wait")
    .filter((member) => member.lastSeen - member.since > patienceMs)
    .map((member): RuleFinding => {
      const { instanceId, group, lifecycleState } = member.value;
      const heldMs = member.lastSeen - member.since;
      return {
        subject: { kind: "instance", id: instanceId },
        verdict: "corroborated",
        since: member.since,
        summary: `${instanceId} has been in ${lifecycleState} of ${group} since ${toClock(member.since, context.now)} at the latest (${toDuration(heldMs)}), and CodeDeploy's launch hook is on the group.`,
        evidence: [
          cite(member, "LifecycleState", lifecycleState),
          ...pool.hooks.map((hook) => cite(hook, "LifecycleHookName", hook.value.name)),
        ],
        disprovedBy: `${instanceId} leaving ${lifecycleState} by itself: then its deployment only took long.`,
        advice: toAdvice(pool, context),
      };
    });
}

/** A launch deployment waits for an instance that EC2 says is stopped and that the group's own listing leaves out. */
function toStopped(pool: Pool, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  const { group } = pool;
  if ((group.value.warmPoolSize ?? 0) === 0 || context.partial.length > 0) return [];
  // Whose pool it would be is not said: only one group may come into question.
  if (facts["auto-scaling-group"].length > 1) return [];
  const members = new Set(facts.member.map(({ value }) => value.instanceId));
  return toLatestTargets(facts).flatMap((target) => {
    const { targetId } = target.revision.value;
    const instance = facts.instance.find(({ value }) => value.id === targetId);
    if (instance === undefined || members.has(targetId) || !isStopped(instance)) return [];
    if (!isOpenLaunch(target)) return [];
    return [toStoppedFinding({ pool, target, instance, context })];
  });
}

function isStopped({ value }: FactRevision<"instance">): boolean {
  return value.listed && (value.state === "stopped" || value.state === "stopping");
}

function isOpenLaunch({ deployment }: OpenTarget): boolean {
  return deployment.value.creator === "autoscaling" && !isFinalDeployment(deployment.value);
}

type Stopped = {
  readonly pool: Pool;
  readonly target: OpenTarget;
  readonly instance: FactRevision<"instance">;
  readonly context: CheckContext;
};

function toStoppedFinding({ pool, target, instance, context }: Stopped): RuleFinding {
  const { id } = instance.value;
  const { name, warmPoolSize } = pool.group.value;
  const state = instance.value.listed ? instance.value.state : "";
  const names = pool.hooks.map(({ value }) => value.name);
  return {
    subject: { kind: "instance", id },
    verdict: "suspected",
    since: instance.since,
    summary: `${target.deployment.value.id}, made for the launch of ${id}, still runs, but EC2 says ${id} is ${state}. ${name} has a warm pool (${warmPoolSize}), which may have stopped it before the deployment was done; ${toWords(names)} brought it about.`,
    evidence: [
      cite(instance, "State.Name", state),
      cite(pool.group, "WarmPoolSize", `${warmPoolSize}`),
      ...citeOpenTarget(target),
    ],
    disprovedBy: `DescribeWarmPool of ${name} without ${id}.`,
    advice: toAdvice(pool, context),
  };
}

function toAdvice({ group }: Pool, { scope }: CheckContext): readonly Advice[] {
  return [
    {
      text: "Look first at the pool and the states of its instances. It changes nothing.",
      command: toCommand(scope, [
        "autoscaling",
        "describe-warm-pool",
        "--auto-scaling-group-name",
        group.value.name,
      ]),
    },
    {
      text: "Have the agent start early in every boot, also when the instance leaves the pool. If it still hangs, do without the warm pool for this group: CodeDeploy's support for warm pools is not documented.",
    },
  ];
}
