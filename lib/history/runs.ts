import type { Reading, SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { addMs, earlier, type Instant, minuteMs } from "#lib/domain/time.ts";
import { isComplete } from "#lib/history/revisions.ts";

/** Readings of one source in a row that went the same way: the first, the last, and how they went. */
export type Run = {
  readonly beganAt: Instant;
  readonly endedAt: Instant;
  readonly status: "ok" | "partial" | "failed";
  /** When the source last gave facts, seen from the run's end; before the run where the run gave none. */
  readonly readAt?: Instant;
  /** The same for a complete listing. */
  readonly completeAt?: Instant;
  readonly nextAt?: Instant;
  readonly failures: readonly Failure[];
  readonly dropped: number;
  readonly truncated: boolean;
  /** How many readings in a row, up to the run's end, were too strange to be believed. */
  readonly doubted: number;
};

/** One reading, as far as it says how its source stands. `doubt`: why what it says is not believed. */
export type Attempt = {
  readonly reading: Reading;
  readonly nextAt?: Instant;
  readonly doubt?: Failure;
};

const longSilenceMs = 10 * minuteMs;
/** A promised reading may be this late. */
const graceMs = minuteMs;

/** Nobody tried for longer than a while, and for longer than was promised. */
export function isSilence(run: Run, at: Instant): boolean {
  const promised = run.nextAt === undefined ? run.endedAt : addMs(run.nextAt, graceMs);
  return at > addMs(run.endedAt, longSilenceMs) && at > promised;
}

/** The run that the attempt belongs to: the previous one, grown, or a new one. */
export function nextRun(previous: Run | undefined, attempt: Attempt): Run {
  const { reading, doubt } = attempt;
  const at = reading.readAt;
  const status = toStatus(attempt);
  const gaveFacts = status !== "failed" && doubt === undefined;
  const readAt = gaveFacts ? at : previous?.readAt;
  const completeAt = gaveFacts && isComplete(reading) ? at : previous?.completeAt;
  const failures = doubt === undefined ? reading.failures : [...reading.failures, doubt];
  const tried: Run = {
    beganAt: at,
    endedAt: at,
    status,
    ...(readAt === undefined ? {} : { readAt }),
    ...(completeAt === undefined ? {} : { completeAt }),
    ...(attempt.nextAt === undefined ? {} : { nextAt: attempt.nextAt }),
    failures,
    dropped: reading.dropped.length,
    truncated: reading.truncated,
    doubted: toDoubted(previous, attempt),
  };
  if (previous === undefined || isSilence(previous, at) || !isAlike(previous, tried)) return tried;
  return { ...tried, beganAt: previous.beganAt, failures: previous.failures };
}

function toStatus({ reading, doubt }: Attempt): Run["status"] {
  if (doubt !== undefined) return "partial";
  if (reading.failures.length === 0) return "ok";
  return reading.facts.length === 0 ? "failed" : "partial";
}

/** A failed reading says nothing for or against the doubt. */
function toDoubted(previous: Run | undefined, { reading, doubt }: Attempt): number {
  const before = previous?.doubted ?? 0;
  if (doubt !== undefined) return before + 1;
  return reading.failures.length > 0 && reading.facts.length === 0 ? before : 0;
}

/** Messages and counts of attempts differ from one failure to the next and say nothing new. */
function isAlike(left: Run, right: Run): boolean {
  return toStanding(left) === toStanding(right);
}

function toStanding(run: Run): string {
  const failures = run.failures.map(({ kind, operation, code, missingAction }) => [
    kind,
    operation,
    code,
    missingAction,
  ]);
  return JSON.stringify([run.status, run.truncated, run.dropped, failures]);
}

/** When, seen from an instant, the source had last given facts. Between two equal readings it counts as read. */
export function readAtSeenFrom(run: Run, at: Instant): Instant | undefined {
  return run.readAt === run.endedAt ? earlier(run.endedAt, at) : run.readAt;
}

/** When, seen from an instant, the source had last been read completely. */
export function completeAtSeenFrom(run: Run, at: Instant): Instant | undefined {
  return run.completeAt === run.endedAt ? earlier(run.endedAt, at) : run.completeAt;
}

export type SourceWords = Pick<SourceState, "id" | "title" | "pace" | "operations">;

/** A source's runs that reach into a stretch, oldest first; the last one says how it stood at the stretch's end. */
export type SourceRuns = { readonly words: SourceWords; readonly runs: readonly Run[] };

/** How the source stood at an instant of the run or after it. */
export function toState(words: SourceWords, run: Run, at: Instant): SourceState {
  const readAt = readAtSeenFrom(run, at);
  const isOver = run.endedAt <= at;
  return {
    id: words.id,
    title: words.title,
    pace: words.pace,
    status: run.status,
    ...(readAt === undefined ? {} : { readAt }),
    triedAt: earlier(run.endedAt, at),
    ...(isOver && run.nextAt !== undefined ? { nextAt: run.nextAt } : {}),
    failures: run.failures,
    droppedRows: run.dropped,
    truncated: run.truncated,
    operations: words.operations,
  };
}
