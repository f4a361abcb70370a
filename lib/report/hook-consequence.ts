import { isTerminationHook } from "#lib/domain/auto-scaling.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { HookWaitFact } from "#lib/report/hook-waits.ts";
import type { NameInstance } from "#lib/report/names.ts";
import { toClock } from "#lib/rules/wording.ts";

type ConsequenceInput = {
  readonly wait: HookWaitFact;
  readonly now: Instant;
  readonly name: NameInstance;
};

/** When the wait ends by itself and what happens then, in one or two sentences. */
export function toConsequence({ wait, now, name }: ConsequenceInput): string {
  if (wait.answered && wait.candidates > 1) {
    return `The deployment that CodeDeploy made for ${name(wait.instanceId)} has ended, so this hook should be answered: another one holds it.`;
  }
  const sentence = `${toWhen(wait, now)} ${toOutcome(wait, name)}.`;
  if (wait.candidates < 2) return sentence;
  return `${sentence} ${wait.candidates} hooks fit this state and AWS does not say which of them still holds it, so this one may be over.`;
}

/** What the end of the timeout does, as the second half of a sentence. A hook without a default result abandons (m:autoscaling). */
export function toOutcome(wait: HookWaitFact, name: NameInstance): string {
  const instance = name(wait.instanceId);
  if (isTerminationHook(wait.hook)) return `the termination of ${instance} goes on`;
  const result = wait.hook.defaultResult ?? "ABANDON";
  if (result === "ABANDON") {
    const fate = wait.gone ? "gone already, it is replaced" : "it is terminated and replaced";
    return `the launch of ${instance} is abandoned: ${fate}`;
  }
  if (result === "CONTINUE") return `${instance} goes into service as it is, with or without the application`;
  return `the hook's default result ${result} takes effect on ${instance}`;
}

function toWhen(wait: HookWaitFact, now: Instant): string {
  const { heartbeatDeadline: heartbeat, globalDeadline: global } = wait;
  const latest = global === undefined ? undefined : `at the latest ${toClock(global, now)} (global)`;
  if (heartbeat === undefined && latest === undefined)
    return "AWS names no timeout for this hook; when it ends,";
  if (heartbeat === undefined) return capitalise(`${latest}`);
  if (heartbeat > now) {
    const earliest = `At the earliest ${toClock(heartbeat, now)} (heartbeat)`;
    return latest === undefined ? earliest : `${earliest} and ${latest}`;
  }
  if (!wait.keptAlive) {
    const anyTime = `At any moment since ${toClock(heartbeat, now)} (heartbeat, unless heartbeats pushed it back)`;
    return latest === undefined ? anyTime : `${anyTime} and ${latest}`;
  }
  const kept = `The first heartbeat timeout would have ended at ${toClock(heartbeat, now)}: heartbeats kept it alive.`;
  return latest === undefined ? `${kept} When they stop,` : `${kept} ${capitalise(latest)}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
