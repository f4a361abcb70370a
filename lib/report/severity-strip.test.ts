import { describe, expect, it } from "vitest";
import { type Instant, toInstant, toIso } from "#lib/domain/time.ts";
import { isRecorded, type Recording, toBuckets } from "#lib/report/severity-strip.ts";

function on(clock: string): Instant {
  return toInstant(Date.parse(`2026-03-04T${clock}Z`));
}

describe("the buckets of a strip", () => {
  it.each([
    { at: "14:22:10", first: "2026-03-03T14:30:00.000Z", last: "2026-03-04T14:00:00.000Z" },
    { at: "14:30:00", first: "2026-03-03T14:30:00.000Z", last: "2026-03-04T14:00:00.000Z" },
    { at: "14:30:01", first: "2026-03-03T15:00:00.000Z", last: "2026-03-04T14:30:00.000Z" },
  ])("at $at the newest begins at $last and the oldest at $first", ({ at, first, last }) => {
    const buckets = toBuckets(on(at), 24);
    expect(buckets).toHaveLength(48);
    expect(buckets.at(0)).toMatchObject({ from: Date.parse(first) });
    expect(buckets.at(-1)).toMatchObject({ from: Date.parse(last), judgedAt: on(at) });
  });

  it("touch one another, and all but the newest are judged at their end", () => {
    const buckets = toBuckets(on("14:22:10"), 2);
    expect(
      buckets.map(({ from, judgedAt }) => [toIso(from), toIso(judgedAt)].map((iso) => iso.slice(11, 19))),
    ).toEqual([
      ["12:30:00", "13:00:00"],
      ["13:00:00", "13:30:00"],
      ["13:30:00", "14:00:00"],
      ["14:00:00", "14:22:10"],
    ]);
  });
});

describe("a bucket from 13:00 to 13:30", () => {
  const bucket = { from: on("13:00:00"), to: on("13:30:00"), judgedAt: on("13:30:00") };
  const sources = [
    { id: "groups", pace: "moving" },
    { id: "health", pace: "moving" },
    { id: "hooks", pace: "settings" },
  ] as const;
  const silence = (source: string, from = "12:50:00", to = "13:40:00") => ({
    source,
    from: on(from),
    to: on(to),
  });
  const recording: Recording = { recordedFrom: on("09:00:00"), sources, blindSpots: [] };

  it.each<{ claim: string; change: Partial<Recording>; recorded: boolean }>([
    { claim: "with readings all along", change: {}, recorded: true },
    { claim: "of a group that was never read", change: { recordedFrom: undefined }, recorded: false },
    { claim: "at whose end reading begins", change: { recordedFrom: on("13:30:00") }, recorded: true },
    { claim: "just after which reading begins", change: { recordedFrom: on("13:30:01") }, recorded: false },
    {
      claim: "in which nothing that is always read was read",
      change: { blindSpots: [silence("groups"), silence("health")] },
      recorded: false,
    },
    {
      claim: "in which one source was still read",
      change: { blindSpots: [silence("groups"), silence("hooks")] },
      recorded: true,
    },
    {
      claim: "in which reading stopped on the way",
      change: { blindSpots: [silence("groups"), silence("health", "13:00:01")] },
      recorded: true,
    },
    {
      claim: "in which every reading failed",
      change: {
        blindSpots: [silence("groups"), { ...silence("health"), reason: "AccessDenied" }],
      },
      recorded: true,
    },
  ])("$claim: recorded is $recorded", ({ change, recorded }) => {
    expect(isRecorded(bucket, { ...recording, ...change })).toBe(recorded);
  });
});
