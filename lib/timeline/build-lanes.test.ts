import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import type { MarkItem, SpanItem, TimelineItem, Tone } from "#lib/domain/timeline.ts";
import { buildLanes } from "#lib/timeline/build-lanes.ts";
import type { LaneInstance } from "#lib/timeline/lane.ts";

const window = { from: toInstant(1_000), to: toInstant(2_000) };
const now = toInstant(2_000);

function makeLaneInstance(instanceId: string, value: Partial<LaneInstance> = {}): LaneInstance {
  return { instanceId, ghost: false, referred: false, state: "InService", tone: "good", ...value };
}

function makeSpan(instanceId: string, from: number, to?: number, value: Partial<SpanItem> = {}): SpanItem {
  return {
    kind: "span",
    instanceId,
    source: "ec2-instances",
    track: "ec2",
    state: "running",
    from: toInstant(from),
    ...(to !== undefined && { to: toInstant(to) }),
    tone: "good",
    certainty: "observed",
    ...value,
  };
}

function makeMark(instanceId: string, at: number): MarkItem {
  return {
    kind: "mark",
    instanceId,
    source: "ec2-instances",
    track: "ec2",
    at: toInstant(at),
    label: "launched",
    tone: "idle",
  };
}

const build = (items: readonly TimelineItem[], instances: readonly LaneInstance[]) =>
  buildLanes({ items, instances, window, now });

describe("buildLanes", () => {
  it("gives one lane per instance, lettered by launch", () => {
    const lanes = build(
      [makeSpan("i-new", 1_500), makeSpan("i-old", 1_000)],
      [
        makeLaneInstance("i-new", { launchedAt: toInstant(1_500) }),
        makeLaneInstance("i-old", { launchedAt: toInstant(500) }),
      ],
    );
    expect(lanes.map(({ instanceId, letter }) => [instanceId, letter])).toEqual([
      ["i-old", "A"],
      ["i-new", "B"],
    ]);
  });

  it("puts trouble first: ghosts, waiting, bad, busy, then the rest by launch, the gone last", () => {
    const tones: readonly Tone[] = ["gone", "good", "busy", "bad", "waiting"];
    const instances = tones.map((tone, index) =>
      makeLaneInstance(tone, { tone, referred: true, launchedAt: toInstant(index) }),
    );
    const ghost = makeLaneInstance("ghost", { ghost: true, tone: "gone", launchedAt: toInstant(9) });
    expect(build([], [...instances, ghost]).map(({ instanceId }) => instanceId)).toEqual([
      "ghost",
      "waiting",
      "bad",
      "busy",
      "good",
      "gone",
    ]);
  });

  it("keeps the true times of a span that crosses the window's start", () => {
    const [lane] = build([makeSpan("i-1", 10, 1_200)], [makeLaneInstance("i-1")]);
    expect(lane?.tracks[0]?.spans[0]).toMatchObject({ from: 10, to: 1_200 });
  });

  it.each([
    [999, 0],
    [1_000, 1],
  ])("of a span that ended at %i, before or at the window's start, shows %i", (to, count) => {
    const lanes = build([makeSpan("i-1", 10, to)], [makeLaneInstance("i-1", { referred: true })]);
    expect(lanes[0]?.tracks).toHaveLength(count);
  });

  it.each([
    [2_000, 1],
    [2_001, 0],
  ])("of a span that begins at %i, at or after the window's end, shows %i", (from, count) => {
    const lanes = build([makeSpan("i-1", from)], [makeLaneInstance("i-1", { referred: true })]);
    expect(lanes[0]?.tracks).toHaveLength(count);
  });

  it("shows a mark ahead of now where the window ends now, and not where it ended before", () => {
    const instances = [makeLaneInstance("i-1", { referred: true })];
    const items = [makeMark("i-1", 2_600), makeMark("i-1", 999)];
    expect(build(items, instances)[0]?.marks.map(({ at }) => at)).toEqual([2_600]);
    expect(buildLanes({ items, instances, window, now: toInstant(2_500) })[0]?.marks).toEqual([]);
  });

  it("drops an instance that ended before the window, unless something refers to it or it is a ghost", () => {
    const ended = { endedAt: toInstant(900) };
    const items = ["i-1", "i-2", "i-3", "i-4"].map((id) =>
      makeSpan(id, 900, undefined, { state: "terminated" }),
    );
    const lanes = build(items, [
      makeLaneInstance("i-1", ended),
      makeLaneInstance("i-2", { ...ended, referred: true }),
      makeLaneInstance("i-3", { ...ended, ghost: true }),
      makeLaneInstance("i-4", { endedAt: toInstant(1_000) }),
    ]);
    expect(lanes.map(({ instanceId }) => instanceId)).toEqual(["i-3", "i-2", "i-4"]);
  });

  it("drops an instance of which the window has nothing", () => {
    expect(build([makeSpan("i-1", 10, 20)], [makeLaneInstance("i-1")])).toEqual([]);
  });

  it("draws laps as a staircase: replacements share the row of the instance they replaced", () => {
    const instances = [
      makeLaneInstance("a", {
        autoScalingGroup: "g",
        launchedAt: toInstant(1),
        departedAt: toInstant(1_100),
        referred: true,
      }),
      makeLaneInstance("d", { autoScalingGroup: "g", launchedAt: toInstant(2), referred: true }),
      makeLaneInstance("b", {
        autoScalingGroup: "g",
        launchedAt: toInstant(1_110),
        departedAt: toInstant(1_400),
        referred: true,
      }),
      makeLaneInstance("c", { autoScalingGroup: "g", launchedAt: toInstant(1_410), referred: true }),
    ];
    const slots = Object.fromEntries(build([], instances).map(({ instanceId, slot }) => [instanceId, slot]));
    expect(slots).toEqual({ a: 0, b: 0, c: 0, d: 1 });
  });

  it("leaves no hole where a row's only instance was dropped", () => {
    const lanes = build(
      [],
      [
        makeLaneInstance("old", { launchedAt: toInstant(1), endedAt: toInstant(2) }),
        makeLaneInstance("new", { launchedAt: toInstant(3), referred: true }),
      ],
    );
    expect(lanes.map(({ slot, letter }) => [slot, letter])).toEqual([[0, "A"]]);
  });

  it("gives nothing for nothing", () => {
    expect(build([], [])).toEqual([]);
  });

  const id = fc.constantFrom("i-1", "i-2", "i-3", "i-4");
  const time = fc.integer({ min: 500, max: 2_500 });
  const track = fc.constantFrom("ec2", "auto-scaling", "target:tg", "deployment:d-1", "deployment:d-2");
  const item = fc.oneof(
    fc
      .record({
        id,
        time,
        length: fc.option(fc.integer({ min: 0, max: 800 })),
        track,
        state: fc.constantFrom("x", "y"),
      })
      .map(
        (made): TimelineItem =>
          makeSpan(made.id, made.time, made.length === null ? undefined : made.time + made.length, {
            track: made.track,
            state: made.state,
          }),
      ),
    fc.record({ id, time }).map((made): TimelineItem => makeMark(made.id, made.time)),
  );
  const instances = ["i-1", "i-2", "i-3", "i-4"].map((instanceId, index) =>
    makeLaneInstance(instanceId, {
      autoScalingGroup: "g",
      launchedAt: toInstant(500 + index),
      referred: index === 0,
    }),
  );

  it("gives the same lanes for every order of items and instances, changes no input, and gives them again", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), fc.integer({ min: 0, max: 29 }), (items, turn) => {
        const before = structuredClone(items);
        const lanes = build(items, instances);
        const turned = [...items.slice(turn), ...items.slice(0, turn)].reverse();
        expect(build(turned, [...instances].reverse())).toEqual(lanes);
        expect(items).toEqual(before);
        expect(build(items, instances)).toEqual(lanes);
      }),
    );
  });
});
