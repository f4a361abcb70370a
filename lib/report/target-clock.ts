import { agentResponseMs, eventLimitMs, eventStartMs } from "#lib/domain/aws-limits.ts";
import {
  type Deployment,
  type DeploymentTarget,
  isNeverStarted,
  isOpenTarget,
  type LifecycleEvent,
} from "#lib/domain/code-deploy.ts";
import { addMs, addSeconds, type Instant, toInstant } from "#lib/domain/time.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import type { NameInstance } from "#lib/report/names.ts";
import { type Wait, type WaitDeadline, withNext } from "#lib/report/wait.ts";
import { agentPage, limitsPage, trafficPage } from "#lib/report/wait-limits.ts";
import { toWords } from "#lib/rules/wording.ts";

export type TargetClockInput = {
  readonly index: FactIndex;
  readonly known: ReadonlyMap<string, InstanceKnowledge>;
  readonly ghostTargets: ReadonlyMap<string, readonly string[]>;
  readonly now: Instant;
  readonly name: NameInstance;
};

/** What a running deployment waits for on its targets: an event that runs, or one that must begin. */
export function toTargetClock(deployment: Deployment, input: TargetClockInput): readonly Wait[] {
  if (deployment.status !== "InProgress") return [];
  const targets = (input.index.targetsOfDeployment.get(deployment.id) ?? []).map(({ value }) => value);
  const open = targets.filter(isOpenTarget);
  const begun = open
    .filter((target) => !isNeverStarted(target))
    .flatMap((target) => toBegunWait(target, deployment, input) ?? []);
  // While one is being deployed to, the others queue for their turn: nothing is due of them yet.
  if (begun.length > 0) return begun;
  const first = toFirstWait({ waiting: open.filter(isNeverStarted), targets, deployment, input });
  return first === undefined ? [] : [first];
}

/** A target between its first event and its last: at an event, or with the next one due. */
function toBegunWait(
  target: DeploymentTarget,
  deployment: Deployment,
  input: TargetClockInput,
): Wait | undefined {
  const running = target.events.find(({ status }) => status === "InProgress");
  if (running !== undefined) return toEventWait({ target, event: running, deployment, input });
  if (target.events.length === 0 || target.status === "Ready") return undefined;
  const since = toLastEnd([target]);
  const next = target.events.find(({ status }) => status === "Pending")?.name;
  if (since === undefined || next === undefined) return undefined;
  const failed = toFailWords(deployment, [target.targetId], input);
  return withNext(
    {
      kind: "agent-response",
      subject: { kind: "instance", id: target.targetId },
      sentence: `${deployment.id} waits for the agent to begin ${next}.`,
      since,
      sinceCertainty: "exact",
      deadlines: toStartDeadlines(since, failed),
      note: contradictedNote,
    },
    input.now,
  );
}

const contradictedNote = "AWS's own pages name both limits, so neither is certain.";

/** 5 minutes on one page of AWS's, an hour on another: both are given, neither as certain. */
function toStartDeadlines(since: Instant, failed: string): readonly WaitDeadline[] {
  return [
    {
      at: addMs(since, eventStartMs),
      certainty: "contradicted",
      what: `If no event has begun within 5 minutes, ${failed}.`,
      source: limitsPage,
    },
    {
      at: addMs(since, agentResponseMs),
      certainty: "contradicted",
      what: `If the agent has not answered within an hour, ${failed}.`,
      source: agentPage,
    },
  ];
}

type FirstInput = {
  readonly waiting: readonly DeploymentTarget[];
  readonly targets: readonly DeploymentTarget[];
  readonly deployment: Deployment;
  readonly input: TargetClockInput;
};

/** No event of any open target has begun: which of several is asked now, CodeDeploy does not say. */
function toFirstWait({ waiting, targets, deployment, input }: FirstInput): Wait | undefined {
  const ghosts = input.ghostTargets.get(deployment.id) ?? [];
  const lost = waiting.filter(({ targetId }) => ghosts.includes(targetId));
  const ids = (lost.length > 0 ? lost : waiting).map(({ targetId }) => targetId);
  const [only] = ids;
  if (only === undefined) return undefined;
  const begun = deployment.startTime ?? deployment.createTime;
  const since = toLatest([toLastEnd(targets), begun]);
  const failed = toFailWords(deployment, ids, input);
  const subject =
    ids.length === 1
      ? ({ kind: "instance", id: only } as const)
      : ({ kind: "deployment", id: deployment.id } as const);
  const lone =
    input.known.get(only)?.gone === true ? "its first event on it, which is gone" : "its first event on it";
  const whom = ids.length === 1 ? lone : `a first event on one of ${toWords(ids.map(input.name))}`;
  return withNext(
    {
      kind: "target-first-event",
      subject,
      sentence: `${deployment.id} waits for ${whom}.`,
      ...(since !== undefined && { since }),
      sinceCertainty: since === undefined ? "unknown" : "earliest",
      deadlines: since === undefined ? [] : toStartDeadlines(since, failed),
      note:
        since === undefined
          ? "Since when is not known."
          : `${contradictedNote} CodeDeploy does not say when it asked the agent, so both may be later.`,
    },
    input.now,
  );
}

type EventInput = {
  readonly target: DeploymentTarget;
  readonly event: LifecycleEvent;
  readonly deployment: Deployment;
  readonly input: TargetClockInput;
};

/** An event that runs. Each may take an hour; two of them wait for the load balancer. */
function toEventWait({ target, event, deployment, input }: EventInput): Wait {
  const { startTime } = event;
  const failed = toFailWords(deployment, [target.targetId], input);
  const kind =
    event.name === "AllowTraffic"
      ? "allow-traffic"
      : event.name === "BlockTraffic"
        ? "block-traffic"
        : "lifecycle-event";
  const wait = {
    kind,
    subject: { kind: "instance", id: target.targetId },
    sentence: `${deployment.id} is at ${event.name}${toPurpose(kind)}.`,
    sinceCertainty: startTime === undefined ? "unknown" : "exact",
  } as const;
  if (startTime === undefined)
    return { ...wait, deadlines: [], note: "CodeDeploy gives no start of this event." };
  const drained = kind === "block-traffic" ? toDrained(startTime, input.index) : [];
  const limit = {
    at: addMs(startTime, eventLimitMs),
    certainty: "documented",
    what: `If ${event.name} has not ended within an hour, ${failed}.`,
    source: kind === "allow-traffic" ? trafficPage : limitsPage,
  } as const;
  return withNext({ ...wait, since: startTime, deadlines: [...drained, limit] }, input.now);
}

function toPurpose(kind: Wait["kind"]): string {
  if (kind === "allow-traffic") return ": it waits until the load balancer calls the instance healthy";
  if (kind === "block-traffic") return ": it waits until the load balancer has drained the instance";
  return "";
}

function toDrained(startTime: Instant, index: FactIndex): readonly WaitDeadline[] {
  const delay = toSlowestDelay(index);
  if (delay === undefined) return [];
  return [
    {
      at: addSeconds(startTime, delay),
      certainty: "earliest",
      what: "Draining ends, and the deployment goes on soon after.",
      source: `deregistration delay, ${delay} s`,
    },
  ];
}

/** The longest deregistration delay of the target groups that the deployment group names. */
function toSlowestDelay({ facts, group }: FactIndex): number | undefined {
  const own = facts["target-group"].filter(({ value }) => group?.targetGroupNames.includes(value.name));
  const arns = new Set(own.map(({ value }) => value.arn));
  const delays = facts["target-group-attributes"].flatMap(({ value }) =>
    arns.has(value.arn) ? (value.deregistrationDelaySeconds ?? []) : [],
  );
  return delays.length === 0 ? undefined : Math.max(...delays);
}

/** The second half of a sentence: what the end of a target's time does. */
function toFailWords(
  deployment: Deployment,
  ids: readonly string[],
  { known, name }: TargetClockInput,
): string {
  const [id = ""] = ids;
  const who = ids.length === 1 ? name(id) : "that target";
  if (deployment.creator === "autoscaling") {
    const fate =
      known.get(id)?.gone === true ? "gone already, it is replaced" : "it is terminated and replaced";
    return `CodeDeploy fails ${who} and the launch is abandoned: ${fate}`;
  }
  if (deployment.creator === "autoscalingTermination") return `CodeDeploy fails ${who}`;
  return `CodeDeploy fails ${who}, and goes on only with its minimum of healthy hosts`;
}

function toLastEnd(targets: readonly DeploymentTarget[]): Instant | undefined {
  return toLatest(targets.flatMap(({ events }) => events.map(({ endTime }) => endTime)));
}

function toLatest(times: readonly (Instant | undefined)[]): Instant | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : toInstant(Math.max(...known));
}
