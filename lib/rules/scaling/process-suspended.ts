import { isGone } from "#lib/domain/ec2.ts";
import { minuteMs } from "#lib/domain/time.ts";
import { toResume } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toRunningFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import {
  type SuspendedProcess,
  toProcessText,
  toSuspendedProcesses,
} from "#lib/rules/scaling/suspended-processes.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Auto Scaling replaces an unhealthy member within minutes; past this the suspension is what keeps it. */
const unhealthyMs = 10 * minuteMs;

type Facts = FactsFrom<"autoscaling-groups" | "ec2-instances" | "codedeploy-deployments">;
type Group = FactRevision<"auto-scaling-group">;

export const processSuspended = defineRule({
  id: "process-suspended",
  title: "A suspended scaling process has an effect",
  severity: "warning",
  why: "Without Launch nothing that is detached or terminated is replaced. Without Terminate or ReplaceUnhealthy a broken instance stays. Without AddToLoadBalancer instances launched meanwhile get no traffic, later neither. Deployment scripts and CodeDeploy suspend processes on purpose while they work.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html"],
  thresholds: [
    {
      what: "a member is unhealthy, and nothing replaces it, for",
      value: toDuration(unhealthyMs),
      reason: "Auto Scaling usually replaces an unhealthy member within some minutes.",
    },
  ],
  lookalikes: [
    "While a deployment runs, a suspension is often its own: then it is only told, not warned of.",
    "Processes that stayed suspended after a deployment: asg-processes-left-suspended.",
    "Auto Scaling's own RemoveFromLoadBalancerLowPriority is no one's mistake and is left out.",
  ],
  leadsTo: ["target-not-registered", "healthcheck-suspended-ghost", "deployment-deadlock-no-inservice"],
  needs: ["autoscaling-groups", "ec2-instances", "codedeploy-deployments"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const suspended = toSuspendedProcesses(group).filter(({ by }) => by === "somebody");
      if (suspended.length === 0) return [];
      const effects = toEffects(group, suspended, facts, context);
      const running = toRunningFleet(facts.deployment)[0];
      if (effects.length === 0 && running === undefined) return [];
      return [toFinding({ group, suspended, effects, running, context })];
    });
  },
});

type Effect = { readonly process: string; readonly words: string; readonly evidence: readonly Evidence[] };

function toEffects(
  group: Group,
  suspended: readonly SuspendedProcess[],
  facts: Facts,
  context: CheckContext,
): readonly Effect[] {
  const members = facts.member.filter(({ value }) => value.group === group.value.name);
  const names = suspended.map(({ name }) => name);
  const effects: Effect[] = [];
  const missing = group.value.desiredCapacity - members.filter(isCounted).length;
  if (names.includes("Launch") && missing > 0 && !context.partial.includes("autoscaling-groups")) {
    const words = `${group.value.name} wants ${group.value.desiredCapacity} instances, has ${group.value.desiredCapacity - missing}, and launches none`;
    const evidence = [cite(group, "DesiredCapacity", String(group.value.desiredCapacity))];
    effects.push({ process: "Launch", words, evidence });
  }
  const keeper = names.find((name) => name === "Terminate" || name === "ReplaceUnhealthy");
  const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
  const kept = members.filter((member) => isKept(member) && !gone.has(member.value.instanceId));
  if (keeper !== undefined && kept.length > 0) {
    const ids = kept.map(({ value }) => value.instanceId);
    const words = `${toWords(ids)} ${ids.length === 1 ? "is" : "are"} unhealthy and not replaced`;
    const evidence = kept.map((member) => cite(member, "HealthStatus", member.value.healthStatus ?? ""));
    effects.push({ process: keeper, words, evidence });
  }
  return effects;
}

/** Counts towards the desired capacity: neither in standby nor on its way out. */
function isCounted({ value }: FactRevision<"member">): boolean {
  return /^(Pending|InService|Quarantined|ReplacingRootVolume|RootVolumeReplaced)/.test(value.lifecycleState);
}

/** AWS writes the health in capitals or not, depending on the call. */
function isKept(member: FactRevision<"member">): boolean {
  const { lifecycleState, healthStatus = "" } = member.value;
  return (
    lifecycleState === "InService" &&
    healthStatus.toLowerCase() === "unhealthy" &&
    member.lastSeen - member.since >= unhealthyMs
  );
}

type Found = {
  readonly group: Group;
  readonly suspended: readonly SuspendedProcess[];
  readonly effects: readonly Effect[];
  readonly running: FactRevision<"deployment"> | undefined;
  readonly context: CheckContext;
};

function toFinding({ group, suspended, effects, running, context }: Found): RuleFinding {
  const { name } = group.value;
  const names = suspended.map((process) => process.name);
  const since = suspended.flatMap(({ at }) => at ?? []).sort((a, b) => a - b)[0];
  const when = since === undefined ? "" : ` since ${toClock(since, context.now)}`;
  const now = running === undefined ? "" : ` while ${running.value.id} runs`;
  const harm = effects.map(({ words }) => words).join("; ");
  const to = effects.length === 0 ? names : effects.map(({ process }) => process);
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    severity: effects.length === 0 ? "info" : "warning",
    ...(since === undefined ? {} : { since }),
    summary: `${toWords(names)} of ${name} ${names.length === 1 ? "is" : "are"} suspended${when}${now}.${harm === "" ? " The deployment may have asked for it." : ` Therefore ${harm}.`}`,
    evidence: [
      ...suspended.map((process) => cite(group, "SuspendedProcesses[]", toProcessText(process))),
      ...effects.flatMap(({ evidence }) => evidence),
      ...(running === undefined ? [] : [cite(running, "status", running.value.status)]),
    ],
    disprovedBy: "The group's SuspendedProcesses without these.",
    advice: [
      {
        text: "Look first what is suspended and since when; the reason's text gives the time. It changes nothing.",
        command: toDescribeGroup(name, context.scope),
      },
      {
        text: `Resume${running === undefined ? "" : ` when ${running.value.id} has ended`}: Auto Scaling at once makes up for what it has not done, and may launch or terminate instances. Ask first who suspended it.`,
        command: toResume({ group: name, names: to }, context.scope),
      },
    ],
  };
}
