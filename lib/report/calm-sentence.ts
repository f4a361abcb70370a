import { type Deployment, isFinalDeployment, isOpenTarget } from "#lib/domain/code-deploy.ts";
import type { AnswerContext } from "#lib/report/answer-context.ts";
import { toCreatorWords } from "#lib/report/creator-words.ts";
import { sortEvents } from "#lib/report/event-order.ts";
import type { Answer } from "#lib/report/schema.ts";
import { toShortClock } from "#lib/report/time-words.ts";
import { toClock, toCount, toWords } from "#lib/rules/wording.ts";

type Calm = Pick<Answer, "sentence" | "tone">;

/** What goes on where no rule found anything and every source could be read. */
export function toCalmAnswer(context: AnswerContext): Calm {
  const { deployment } = context;
  if (deployment !== undefined && !isFinalDeployment(deployment.value)) {
    return { sentence: toProgress(deployment.value, context), tone: "busy" };
  }
  const held = toHeld(context);
  if (held !== undefined) return { sentence: held, tone: "waiting" };
  const capacity = toCapacity(context);
  const parts = [capacity.words, toLastDeployment(context)].filter((part) => part !== undefined);
  const start = capacity.isShort ? "No deployment is waiting, but capacity is short" : "Nothing is waiting";
  return { sentence: `${start}: ${parts.join(", ")}.`, tone: capacity.isShort ? "waiting" : "good" };
}

/** What is known, for a reader who has just been told what is not. */
export function toKnownWords(context: AnswerContext): string {
  const { facts } = context.index;
  const running = context.deployment !== undefined && !isFinalDeployment(context.deployment.value);
  const parts = [
    facts["auto-scaling-group"].length > 0 ? toCapacity(context).words : undefined,
    running ? `deployment ${context.deployment?.value.id} is ${context.deployment?.value.status}` : undefined,
    running || context.deployment === undefined ? undefined : toLastDeployment(context),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "nothing yet" : parts.join(", ");
}

function toProgress(deployment: Deployment, context: AnswerContext): string {
  const { id, status, creator } = deployment;
  const who = creator === undefined ? "" : ` (${toCreatorWords(creator)})`;
  if (status === "Created" || status === "Queued")
    return `Deployment ${id}${who} is ${status}: it has not started.`;
  if (status === "Ready") return `Deployment ${id}${who} is Ready: it waits for traffic to be rerouted.`;
  const targets = (context.index.targetsOfDeployment.get(id) ?? []).map(({ value }) => value);
  const word = status === "InProgress" ? "in progress" : status;
  if (targets.length === 0) return `Deployment ${id}${who} is ${word}.`;
  const done = targets.filter((target) => !isOpenTarget(target)).length;
  const at = targets.flatMap((target) => {
    const event = sortEvents(target.events).find(({ status: state }) => state === "InProgress");
    return event === undefined ? [] : [`${context.name(target.targetId)} is at ${event.name}`];
  });
  const where = at.length === 0 ? "" : `; ${toWords(at)}`;
  return `Deployment ${id}${who} is ${word}: ${done} of ${toCount(targets.length, "target")} done${where}.`;
}

function toHeld({ waits, now, name }: AnswerContext): string | undefined {
  const [first] = waits;
  if (first === undefined) return undefined;
  const others = new Set(waits.map(({ instanceId }) => instanceId)).size - 1;
  const more =
    others === 0 ? "" : `, and ${toCount(others, "more instance")} ${others === 1 ? "waits" : "wait"} too`;
  return `${name(first.instanceId)} is held in ${first.lifecycleState} by a lifecycle hook since ${toClock(first.since, now)}${more}.`;
}

/** "3 of 3 in service", or how many instances match where the group has no Auto Scaling group. */
function toCapacity({ index, known }: AnswerContext): { readonly words: string; readonly isShort: boolean } {
  const groups = index.facts["auto-scaling-group"];
  if (groups.length === 0) {
    const running = [...known.values()].filter(
      ({ ec2 }) => ec2?.value.listed === true && ec2.value.state === "running",
    );
    return { words: `${toCount(running.length, "instance")} running`, isShort: false };
  }
  const desired = groups.reduce((sum, { value }) => sum + value.desiredCapacity, 0);
  const inService = index.facts.member.filter(({ value }) => value.lifecycleState === "InService").length;
  return { words: `${inService} of ${desired} in service`, isShort: inService < desired };
}

function toLastDeployment({ deployment, now }: AnswerContext): string {
  if (deployment === undefined) return "no deployment so far";
  const { id, status, completeTime } = deployment.value;
  const when = completeTime === undefined ? "" : ` at ${toShortClock(completeTime, now)}`;
  const outcome = status === "Stopped" ? "was stopped" : status.toLowerCase();
  return `last deployment ${id} ${outcome}${when}`;
}
