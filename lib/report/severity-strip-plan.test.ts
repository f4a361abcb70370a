import { describe, expect, it } from "vitest";
import { addMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import type { StripSeverity } from "#lib/report/schema.ts";
import { toBuckets } from "#lib/report/severity-strip.ts";
import { fillStrip, listToJudge, toStretches } from "#lib/report/severity-strip-plan.ts";

const end = toInstant(Date.parse("2026-03-04T12:00:00Z"));
const buckets = toBuckets(end, 6);

function toEndOf(index: number): Instant {
  return buckets[index]?.judgedAt ?? end;
}

describe("stretches through which nothing changed", () => {
  const all = () => true;
  it.each([
    {
      claim: "a long calm is judged every four hours at least",
      changes: [],
      stretches: [
        [0, 7],
        [8, 11],
      ],
    },
    {
      claim: "a change begins a stretch",
      changes: [addMs(toEndOf(4), minuteMs)],
      stretches: [
        [0, 4],
        [5, 11],
      ],
    },
    {
      claim: "a change at a bucket's end belongs to it",
      changes: [toEndOf(4)],
      stretches: [
        [0, 3],
        [4, 11],
      ],
    },
    {
      claim: "two changes in one bucket begin one stretch",
      changes: [addMs(toEndOf(4), 1), addMs(toEndOf(4), 2)],
      stretches: [
        [0, 4],
        [5, 11],
      ],
    },
  ])("$claim", ({ changes, stretches }) => {
    const found = toStretches({ buckets, isRecorded: all, changes });
    expect(found.map(({ first, last }) => [first, last])).toEqual(stretches);
  });

  it("what was not recorded is in none", () => {
    const isRecorded = ({ judgedAt }: { judgedAt: Instant }) =>
      judgedAt > toEndOf(2) && judgedAt !== toEndOf(6);
    const found = toStretches({ buckets, isRecorded, changes: [] });
    expect(found.map(({ first, last }) => [first, last])).toEqual([
      [3, 5],
      [7, 11],
    ]);
  });
});

/** Judges by a table, as the server does, and counts. */
function judgeAll(truth: readonly StripSeverity[]) {
  const few = buckets.slice(0, truth.length);
  const stretches = toStretches({ buckets: few, isRecorded: () => true, changes: [] });
  const judged = new Map<number, StripSeverity>();
  for (let next = listToJudge(stretches, judged); next.length > 0; next = listToJudge(stretches, judged)) {
    for (const index of next) judged.set(index, truth[index] ?? "unknown");
  }
  return { strip: fillStrip(few, stretches, judged), judgements: judged.size };
}

const [o, w, c] = ["none", "warning", "critical"] as const;

describe("what is judged", () => {
  it.each<{ claim: string; truth: readonly StripSeverity[]; most: number }>([
    { claim: "one bucket: once", truth: [c], most: 1 },
    { claim: "a calm: its two ends", truth: [o, o, o, o, o, o, o, o], most: 2 },
    { claim: "what waits too long: found by halves", truth: [o, o, w, w, w, w, w, w], most: 5 },
    { claim: "what becomes worse twice", truth: [o, w, w, w, w, c, c, c], most: 7 },
    { claim: "what is forgotten at the very end", truth: [w, w, w, w, w, w, w, o], most: 5 },
  ])("$claim", ({ truth, most }) => {
    const { strip, judgements } = judgeAll(truth);
    expect(strip).toEqual(truth);
    expect(judgements).toBeLessThanOrEqual(most);
  });

  it("where nothing was recorded, nothing is said", () => {
    expect(fillStrip(buckets.slice(0, 2), [{ first: 1, last: 1 }], new Map([[1, c]]))).toEqual([
      "not-recorded",
      c,
    ]);
  });
});
