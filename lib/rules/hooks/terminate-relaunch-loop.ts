import { decodeActivity } from "#lib/domain/activity-text.ts";
import { hourMs } from "#lib/domain/time.ts";
import { toGetDeployment, toSetDesired, toSuspend } from "#lib/rules/hooks/hook-commands.ts";
import {
  citeLaps,
  fewestFailed,
  type LiveLap,
  type LiveLoop,
  type LoopRuleFacts,
  loopThresholds,
  toLiveLoops,
} from "#lib/rules/hooks/live-loops.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  defineRule,
  type Evidence,
  type RuleFinding,
} from "#lib/rules/rule.ts";
import { toClock, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** So many within an hour are what AWS describes as the loop (CD:troubleshooting-auto-scaling). */
const graveCount = 3;

export const terminateRelaunchLoop = defineRule({
  id: "terminate-relaunch-loop",
  title: "Instances are launched, fail their deployment and are terminated, over and over",
  severity: "critical",
  why: "A scale-out gets the revision that last succeeded. If that fails on a new instance, or cannot even begin because the bundle is gone, CodeDeploy abandons the launch, Auto Scaling terminates the instance and launches the next, which fails in the same way. The cause is in the revision, the scripts, the image or the agent, not in the loop.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html"],
  thresholds: [
    ...loopThresholds,
    {
      what: "laps whose deployment failed",
      value: `${fewestFailed}`,
      reason: "One launch that fails may be chance.",
    },
    {
      what: "critical from so many failed laps within an hour on",
      value: `${graveCount}`,
      reason: "So many are what AWS describes as the loop.",
    },
  ],
  lookalikes: [
    "Health checks that terminate new instances turn the same loop: the cause of their termination then names a health check, and those laps do not count.",
    "Where no lifecycle event ever began and CodeDeploy gives no code of its own for the deployments, it is the limbo, or an agent that does not run.",
  ],
  leadsTo: [
    "hook-abandoned-by-failed-deployment",
    "hook-heartbeat-timeout",
    "deployment-deadlock-no-inservice",
    "asg-throttles-launches-after-hook-failures",
  ],
  needs: ["autoscaling-activities", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toLiveLoops(facts, context.now).flatMap((loop) => {
      const failed = loop.ended.filter((lap) => isFailed(lap) && !wasKilledByHealthCheck(lap, facts));
      const group = facts["auto-scaling-group"].find(({ value }) => value.name === loop.autoScalingGroup);
      return failed.length < fewestFailed ? [] : [toFinding({ loop, failed, group, facts, context })];
    });
  },
});

/** An event failed, or CodeDeploy failed the deployment as a whole before any began. */
function isFailed({ events }: LiveLap): boolean {
  return events === "failed" || events === "refused";
}

/** Then the health check is what turns the loop, not the deployment. */
function wasKilledByHealthCheck(lap: LiveLap, facts: LoopRuleFacts): boolean {
  return facts["scaling-activity"].some(({ value }) => {
    const { kind, instanceId, causes } = decodeActivity(value);
    if (kind !== "terminate" || instanceId === undefined || instanceId !== lap.instanceId) return false;
    return causes.some((cause) => /health check|status checks? failure/i.test(cause));
  });
}

type Found = {
  readonly loop: LiveLoop;
  readonly failed: readonly LiveLap[];
  readonly group: FactRevision<"auto-scaling-group"> | undefined;
  readonly facts: LoopRuleFacts;
  readonly context: CheckContext;
};

function toFinding({ loop, failed, group, facts, context }: Found): RuleFinding {
  const ids = failed.flatMap(({ instanceId }) => instanceId ?? []);
  const last = failed.at(-1);
  return {
    subject: { kind: "auto-scaling-group", id: loop.autoScalingGroup },
    verdict: "corroborated",
    severity: isGrave(failed) ? "critical" : "warning",
    since: loop.since,
    summary: `Since ${toClock(loop.since, context.now)} ${loop.autoScalingGroup} has launched and given up ${loop.ended.length} instances in a row; on ${toWords(ids)} the deployment failed. ${toFailureWords(last, facts)}`,
    evidence: [...citeLaps(loop.laps, facts), ...citeFailure(last, facts)],
    disprovedBy: `A launch of ${loop.autoScalingGroup} that reaches InService, or deployments of these launches that have not failed.`,
    advice: toAdvice({ loop, failed, group, context }),
  };
}

function isGrave(failed: readonly LiveLap[]): boolean {
  return failed.some((lap, index) => {
    const third = failed[index + graveCount - 1];
    return third !== undefined && (third.to ?? third.from) - (lap.to ?? lap.from) <= hourMs;
  });
}

function findFailure(lap: LiveLap | undefined) {
  return lap?.target?.value.events.find(({ status }) => status === "Failed");
}

/** The deployment of a lap that failed as a whole. */
function findRefusal(lap: LiveLap | undefined, { deployment }: LoopRuleFacts) {
  if (lap?.events !== "refused") return undefined;
  return deployment.find(({ value }) => value.id === lap.deploymentId);
}

function toFailureWords(lap: LiveLap | undefined, facts: LoopRuleFacts): string {
  const refusal = findRefusal(lap, facts);
  if (refusal !== undefined) {
    const { id, errorCode, errorMessage } = refusal.value;
    const said = errorMessage ? `: ${errorMessage}` : ".";
    return `Last, ${id} failed as a whole with ${errorCode}, before any lifecycle event began${said}`;
  }
  const failure = findFailure(lap);
  if (lap === undefined || failure === undefined) return "";
  const { errorCode, scriptName, message } = failure.diagnostics ?? {};
  const script = scriptName ? `, script ${scriptName}` : "";
  const said = message ? `: ${message}` : "";
  return `Last, ${failure.name} failed in ${lap.deploymentId} (${errorCode ?? "no error code"}${script})${said}`;
}

function citeFailure(lap: LiveLap | undefined, facts: LoopRuleFacts): readonly Evidence[] {
  const refusal = findRefusal(lap, facts);
  if (refusal !== undefined) return [cite(refusal, "errorInformation.code", refusal.value.errorCode ?? "")];
  const failure = findFailure(lap);
  if (lap?.target === undefined || failure?.diagnostics === undefined) return [];
  const { errorCode = "", scriptName = "", message = "" } = failure.diagnostics;
  const value = [errorCode, scriptName, message].filter((part) => part !== "").join(" ");
  return [cite(lap.target, `instanceTarget.lifecycleEvents[${failure.name}].diagnostics`, value)];
}

function toAdvice({ loop, failed, group, context }: Omit<Found, "facts">): readonly Advice[] {
  const { scope } = context;
  const name = loop.autoScalingGroup;
  const id = failed.at(-1)?.deploymentId;
  const look: readonly Advice[] =
    id === undefined
      ? []
      : [
          {
            text: "Look first at the newest failed deployment and its script's log. It changes nothing.",
            command: toGetDeployment(id, scope),
          },
        ];
  const living = group === undefined ? undefined : group.value.desiredCapacity - 1;
  return [
    ...look,
    {
      text: `Stop the loop for as long as you look: suspend Launch of ${name}. Reversible; nothing that fails is replaced meanwhile. Resume it afterwards.`,
      command: toSuspend({ group: name, names: ["Launch"] }, scope),
    },
    ...(living === undefined || living < (group?.value.minSize ?? 0)
      ? []
      : [
          {
            text: `Or lower the desired capacity of ${name} by the launch that cannot succeed. Auto Scaling may pick another instance to terminate: only while no instance waits.`,
            command: toSetDesired(name, living, scope),
          },
        ]),
    {
      text: "Then correct the revision. A scale-out gets the one that last succeeded: AWS's way to make a corrected one that is to tag a stand-alone instance into the deployment group, deploy to it, and remove it afterwards.",
    },
  ];
}
