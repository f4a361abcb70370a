import { type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs, toIso } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import type { SeverityStrip, StripSeverity } from "#lib/report/schema.ts";
import { type Bucket, bucketMinutes, isRecorded, toBuckets } from "#lib/report/severity-strip.ts";
import { fillStrip, listToJudge, toStretches } from "#lib/report/severity-strip-plan.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import type { SeverityMemory } from "#lib/server/services.ts";

/** A reading that began before a bucket's end may be written after it. */
const settledAfterMs = bucketMinutes * minuteMs;

export type StripInput = {
  readonly history: History;
  readonly memory: SeverityMemory;
  readonly scope: Scope;
  readonly at: Instant;
  readonly now: Instant;
  readonly hours: number;
  /** How bad the group was at an instant. */
  readonly judge: (at: Instant) => Promise<StripSeverity>;
};

/** The last hours of a group. Only what is not remembered is looked at, and of that only what may have changed is judged. */
export async function buildSeverityStrip(input: StripInput): Promise<SeverityStrip> {
  const { memory, scope, at, now, hours } = input;
  const part = toScopeKey(scope);
  const buckets = toBuckets(at, hours);
  const remembered = buckets.map(({ judgedAt }) => memory.get(`${part} ${judgedAt}`));
  const firstNew = remembered.indexOf(undefined);
  const fresh = firstNew === -1 ? [] : await judgeBuckets(input, buckets.slice(firstNew));
  const severities = [
    ...remembered.slice(0, buckets.length - fresh.length).flatMap((one) => one ?? []),
    ...fresh,
  ];
  for (const [index, { judgedAt, to }] of buckets.entries()) {
    const severity = severities[index];
    const isSettled = judgedAt === to && now - to >= settledAfterMs;
    if (isSettled && severity !== undefined) memory.set(`${part} ${judgedAt}`, severity);
  }
  return {
    from: toIso(buckets[0]?.from ?? at),
    to: toIso(buckets.at(-1)?.to ?? at),
    bucketMinutes,
    buckets: severities.map((severity) => ({ severity })),
  };
}

async function judgeBuckets(
  { history, scope, judge }: StripInput,
  buckets: readonly Bucket[],
): Promise<readonly StripSeverity[]> {
  const stretches = await findStretches(history, scope, buckets);
  const judged = new Map<number, StripSeverity>();
  for (let next = listToJudge(stretches, judged); next.length > 0; next = listToJudge(stretches, judged)) {
    await mapInTurn(next, async (index) => {
      const bucket = buckets[index];
      if (bucket !== undefined) judged.set(index, await judge(bucket.judgedAt));
    });
  }
  return fillStrip(buckets, stretches, judged);
}

async function findStretches(
  history: History,
  scope: Scope,
  buckets: readonly Bucket[],
): Promise<ReturnType<typeof toStretches>> {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [own, place] = [toScopeKey(scope), toPlaceKey(scope)];
  const { recordedFrom } = await history.bounds(own, last.judgedAt);
  if (recordedFrom === undefined || recordedFrom > last.judgedAt) return [];
  const { sources, blindSpots } = await history.asOf(own, last.judgedAt, first.from);
  const around = await history.asOf(place, last.judgedAt, first.from);
  const recording = { recordedFrom, sources, blindSpots };
  return toStretches({
    buckets,
    isRecorded: (bucket) => isRecorded(bucket, recording),
    changes: [
      ...(await listChanges(history, own, buckets)),
      ...(await listChanges(history, place, buckets)),
      ...[...blindSpots, ...around.blindSpots].flatMap(({ from, to }) => [from, to]),
    ],
  });
}

/** The last change in each bucket, where there is one. */
async function listChanges(
  history: History,
  part: string,
  buckets: readonly Bucket[],
): Promise<readonly Instant[]> {
  const changes: Instant[] = [];
  let before = Number.POSITIVE_INFINITY;
  for (const { from, judgedAt } of buckets.toReversed()) {
    if (before <= from) continue;
    const { previousChange } = await history.bounds(part, addMs(judgedAt, 1));
    if (previousChange === undefined) break;
    changes.push(previousChange);
    before = previousChange;
  }
  return changes;
}
