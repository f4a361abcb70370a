import { isTerminationHook } from "#lib/domain/auto-scaling.ts";
import { isCodeDeployHook } from "#lib/domain/hook.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import { toOutcome } from "#lib/report/hook-consequence.ts";
import type { HookWaitFact } from "#lib/report/hook-waits.ts";
import type { NameInstance } from "#lib/report/names.ts";
import { toNextDeadline } from "#lib/report/predictions.ts";
import type { Wait, WaitDeadline } from "#lib/report/wait.ts";
import { toDuration } from "#lib/rules/wording.ts";

type HookClockInput = {
  readonly index: FactIndex;
  readonly waits: readonly HookWaitFact[];
  readonly now: Instant;
  readonly name: NameInstance;
};

/** The members that hooks hold, and those that one must hold although none was read that fits. */
export function toHookClock({ index, waits, now, name }: HookClockInput): readonly Wait[] {
  const fitted = new Set(waits.map(({ instanceId }) => instanceId));
  const unread = index.facts.member
    .filter(({ value }) => /(^|:)(Pending|Terminating):Wait$/.test(value.lifecycleState))
    .filter(({ value }) => !fitted.has(value.instanceId))
    .map(({ value, since }): Wait => {
      const kind = value.lifecycleState.includes("Terminating") ? "hook-termination" : "hook-launch";
      return {
        kind,
        subject: { kind: "instance", id: value.instanceId },
        sentence: `A lifecycle hook holds it in ${value.lifecycleState}.`,
        since,
        sinceCertainty: "observed",
        deadlines: [],
        note: "No hook that fits this state was read, so until when it waits is not known.",
      };
    });
  // A hook that has been answered is not what the member waits for, where another one is there.
  const held = waits.filter(({ answered, candidates }) => !answered || candidates < 2);
  return [...held.map((wait) => toHookEntry(wait, now, name)), ...unread];
}

function toHookEntry(wait: HookWaitFact, now: Instant, name: NameInstance): Wait {
  const { hook, lifecycleState } = wait;
  const deadlines = toDeadlines(wait, name);
  const soonest = toNextDeadline(wait, now);
  const next = deadlines.find(({ certainty }) => certainty === soonest?.certainty);
  const termination = isTerminationHook(hook);
  const whose = isCodeDeployHook(hook)
    ? `CodeDeploy's ${termination ? "termination" : "launch"} hook`
    : `The hook ${hook.name}`;
  const notes = [
    hook.heartbeatTimeoutSeconds !== undefined && "Heartbeats cannot be read, so it may be later.",
    deadlines.length === 0 && "AWS names no timeout for this hook.",
    wait.keptAlive && "It has outlived its first heartbeat timeout: heartbeats keep it alive.",
    wait.candidates > 1 &&
      `${wait.candidates} hooks fit this state and AWS does not say which of them still holds it.`,
  ].filter((note) => note !== false);
  return {
    kind: termination ? "hook-termination" : "hook-launch",
    subject: { kind: "instance", id: wait.instanceId },
    sentence: `${whose} holds it in ${lifecycleState}.`,
    since: wait.since,
    sinceCertainty: wait.sinceCertainty === "observed" ? "observed" : "earliest",
    deadlines,
    ...(next !== undefined && { next }),
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}

function toDeadlines(wait: HookWaitFact, name: NameInstance): readonly WaitDeadline[] {
  const { hook, heartbeatDeadline, globalDeadline } = wait;
  const outcome = toOutcome(wait, name);
  const what = `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}.`;
  const heartbeat = hook.heartbeatTimeoutSeconds;
  return [
    ...(heartbeatDeadline === undefined
      ? []
      : [
          {
            at: heartbeatDeadline,
            certainty: "earliest",
            what,
            source: `heartbeat timeout of ${hook.name}, ${heartbeat === undefined ? "not given" : toDuration(heartbeat * 1000)}`,
          } as const,
        ]),
    ...(globalDeadline === undefined
      ? []
      : [
          {
            at: globalDeadline,
            certainty: "latest",
            what,
            source: `global timeout of ${hook.name}, which nothing extends`,
          } as const,
        ]),
  ];
}
