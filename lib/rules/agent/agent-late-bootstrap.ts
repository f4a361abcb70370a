import { agentResponseMs } from "#lib/domain/aws-limits.ts";
import { isAgentSilence, isNeverStarted } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant, toIso } from "#lib/domain/time.ts";
import { type Host, isAnswered, toHosts } from "#lib/rules/agent/hosts.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { citeOpenTarget } from "#lib/rules/ghost-words.ts";
import { type OpenTarget, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { AllFacts } from "#lib/sources/facts.ts";

type TargetFacts = Pick<AllFacts, "deployment" | "deployment-target">;
type Late = {
  readonly host: Host;
  readonly launch: OpenTarget;
  readonly launchTime: Instant;
  /** The last that was heard of the silence. */
  readonly silentUntil: Instant;
  /** A later deployment that the agent did take. */
  readonly answer: OpenTarget | undefined;
};

export const agentLateBootstrap = defineRule({
  id: "agent-late-bootstrap",
  title: "The agent was not ready an hour after the launch",
  severity: "warning",
  why: "A new instance has an hour to take its first deployment. Where its user data installs so much that the agent starts later than that, the deployment fails, the launch is given up, and the next instance takes just as long.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html"],
  thresholds: [
    {
      what: "nothing has begun on the instance since its launch for",
      value: toDuration(agentResponseMs),
      reason:
        "AWS's page on Auto Scaling gives the agent so long to respond to a pending deployment; its page on limits gives an event 5 minutes to start. Both are AWS's own.",
    },
  ],
  lookalikes: [
    "An agent that never starts looks the same until it answers a later deployment.",
    "A deployment that waits for an instance that is gone holds up living agents too: where there is such a ghost, nothing is said.",
  ],
  leadsTo: [
    "agent-not-running",
    "hook-abandoned-by-failed-deployment",
    "hook-heartbeat-timeout",
    "terminate-relaunch-loop",
    "health-constraints",
  ],
  needs: ["ec2-instances", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    if (context.partial.length > 0 || toGhosts(facts).length > 0) return [];
    return toHosts(facts).flatMap((host) => {
      const late = toLate(host, facts);
      return late === undefined ? [] : [toFinding(late, context)];
    });
  },
});

function toLate(host: Host, facts: TargetFacts): Late | undefined {
  const { launchTime } = host.value;
  const targets = toTargets(host.id, facts);
  const launch = targets.find(({ deployment }) => deployment.value.creator === "autoscaling");
  if (launchTime === undefined || launch === undefined) return undefined;
  const silentUntil = toSilentUntil(launch);
  if (silentUntil === undefined || silentUntil < addMs(launchTime, agentResponseMs)) return undefined;
  const answer = targets.find(({ revision }) => revision.value.events.some(isAnswered));
  return { host, launch, launchTime, silentUntil, answer };
}

/** What every deployment says of the instance. */
function toTargets(instanceId: string, facts: TargetFacts): readonly OpenTarget[] {
  return facts["deployment-target"].flatMap((revision) => {
    const deployment = facts.deployment.find(({ value }) => value.id === revision.value.deploymentId);
    return deployment === undefined || revision.value.targetId !== instanceId
      ? []
      : [{ deployment, revision }];
  });
}

/** Until when nothing had begun, as far as CodeDeploy says; undefined where something had. */
function toSilentUntil({ deployment, revision }: OpenTarget): Instant | undefined {
  const { events } = revision.value;
  const gaveUp = events.find(isAgentSilence);
  const rest = events.filter((event) => event !== gaveUp);
  if (events.length === 0 || !isNeverStarted({ events: rest })) return undefined;
  if (gaveUp !== undefined) return gaveUp.endTime ?? deployment.value.completeTime;
  return deployment.value.completeTime ?? revision.lastSeen;
}

function toFinding(late: Late, context: CheckContext): RuleFinding {
  const { host, launch, launchTime, silentUntil, answer } = late;
  const { now, scope } = context;
  const { id } = host;
  const since =
    answer === undefined
      ? "Its agent may still be on its way, or never come."
      : `It has taken ${answer.deployment.value.id} since: it came, but too late for the launch.`;
  return {
    subject: { kind: "instance", id },
    verdict: answer === undefined ? "suspected" : "corroborated",
    ...(answer === undefined ? {} : { severity: "info" as const }),
    since: launchTime,
    summary: `${id} was launched at ${toClock(launchTime, now)}, and until ${toClock(silentUntil, now)} (${toDuration(silentUntil - launchTime)} later) no event of its launch deployment ${launch.deployment.value.id} had begun. ${since}`,
    evidence: [
      cite(host.instance, "LaunchTime", toIso(launchTime)),
      ...citeOpenTarget(launch),
      ...(answer === undefined ? [] : citeOpenTarget(answer)),
    ],
    disprovedBy: `The agent's log on ${id} showing that it asked for work within the first hour.`,
    advice: [
      toLookAtTarget(launch.deployment.value.id, id, scope),
      {
        text: "Read the instance's start-up log (cloud-init's output) for what took so long. Move that work into the image, or into the revision's own scripts, so that the agent starts early.",
      },
    ],
  };
}
