import { describe, expect, it } from "vitest";
import type { Revision } from "#lib/domain/fact.ts";
import { toInstant } from "#lib/domain/time.ts";
import { instancesSource, makeEntry } from "#lib/history/testing/make-entry.ts";
import { describeStores } from "#lib/history/testing/stores.ts";

type Told = readonly [entity: string, since: number, until: number | undefined, value?: unknown];

function makeTold([entity, since, until, value = "told"]: Told): Revision {
  return {
    kind: "instance",
    entity,
    value,
    operation: "autoscaling:DescribeScalingActivities",
    source: instancesSource.id,
    firstSeen: toInstant(since),
    since: toInstant(since),
    lastSeen: toInstant(until ?? since),
    ...(until === undefined ? {} : { until: toInstant(until) }),
    origin: "aws",
  };
}

/** What AWS's own timestamps tell about the time before the first reading. */
describeStores("history: past", (makeStore) => {
  const fill = async (told: readonly Told[], { filledAt = 1000, again = false } = {}) => {
    const history = await (await makeStore()).open();
    await history.append("part", [makeEntry(500, { a: "read" }), makeEntry(600, { a: "read again" })]);
    for (let times = again ? 2 : 1; times > 0; times--)
      await history.fill("part", told.map(makeTold), toInstant(filledAt));
    return history;
  };
  const spansOf = async (history: Awaited<ReturnType<typeof fill>>, at = 2000) =>
    (await history.asOf("part", toInstant(at), toInstant(0))).window
      .map(({ entity, since, until, origin }) => [entity, since, until, origin])
      .sort((one, two) => Number(one[1]) - Number(two[1]));
  const read = [
    ["a", 500, 600, undefined],
    ["a", 600, undefined, undefined],
  ];

  describe("the past, filled in", () => {
    it("stands before what was read, marked as told by AWS", async () => {
      const history = await fill([
        ["a", 100, 200],
        ["a", 200, 500],
      ]);
      expect(await spansOf(history)).toEqual([["a", 100, 200, "aws"], ["a", 200, 500, "aws"], ...read]);
      expect(await history.filledAt("part")).toBe(1000);
      expect(await history.bounds("part", toInstant(150))).toEqual({
        recordedFrom: 500,
        filledFrom: 100,
        previousChange: 100,
        nextChange: 200,
      });
      const then = await history.asOf("part", toInstant(150), toInstant(150));
      expect(then.revisions).toMatchObject([{ value: "told", lastSeen: 150, origin: "aws" }]);
      expect(then.revisions[0]).not.toHaveProperty("until");
    });

    it.each<{ name: string; told: readonly Told[]; spans: readonly unknown[] }>([
      { name: "ends where reading began", told: [["a", 100, 800]], spans: [["a", 100, 500, "aws"], ...read] },
      {
        name: "goes on until reading began where AWS says no end",
        told: [["a", 100, undefined]],
        spans: [["a", 100, 500, "aws"], ...read],
      },
      { name: "is left out where it began with the first reading", told: [["a", 500, 800]], spans: read },
      {
        name: "ends where the next one begins",
        told: [
          ["a", 100, 400],
          ["a", 300, 450],
        ],
        spans: [["a", 100, 300, "aws"], ["a", 300, 450, "aws"], ...read],
      },
      {
        name: "of an entity that was never read ends when it was told",
        told: [
          ["b", 100, undefined],
          ["c", 100, 200],
        ],
        spans: [["b", 100, 1000, "aws"], ["c", 100, 200, "aws"], ...read],
      },
    ])("$name", async ({ told, spans }) => {
      expect(await spansOf(await fill(told))).toEqual(spans);
      expect(await spansOf(await fill(told, { again: true }))).toEqual(spans);
    });

    it("a later filling adds and takes nothing away", async () => {
      const history = await fill([["a", 200, 300]]);
      await history.fill("part", [makeTold(["a", 100, 250]), makeTold(["a", 250, 400])], toInstant(1500));
      expect(await spansOf(history)).toEqual([["a", 100, 200, "aws"], ["a", 200, 300, "aws"], ...read]);
      expect((await history.bounds("part", toInstant(1))).filledFrom).toBe(100);
      expect(await history.filledAt("part")).toBe(1500);
    });

    it("gives way to a reading that was made before it was told and came later", async () => {
      const history = await fill([
        ["b", 100, undefined],
        ["c", 750, undefined],
      ]);
      await history.append("part", [makeEntry(700, { a: "read again", b: 1, c: 1 })]);
      expect(await spansOf(history)).toEqual([
        ["b", 100, 700, "aws"],
        ...read,
        ["b", 700, undefined, undefined],
        ["c", 700, undefined, undefined],
      ]);
    });

    it("does not touch what the next reading starts from, nor name a source that was never read", async () => {
      const store = await makeStore();
      const history = await store.open();
      await history.fill("part", [makeTold(["a", 100, undefined])], toInstant(500));
      expect(await history.current("part")).toEqual({ revisions: [], sources: [] });
      expect(await history.bounds("part", toInstant(500))).toEqual({ filledFrom: 100, previousChange: 100 });
      await history.append("part", [makeEntry(600, { a: "told" })]);
      expect((await history.current("part")).sources).toMatchObject([{ title: "EC2: instances" }]);
      expect((await history.current("part")).revisions).toMatchObject([{ since: 600, firstSeen: 600 }]);
    });

    it("nothing to tell is remembered as filled", async () => {
      const history = await fill([]);
      expect(await history.filledAt("part")).toBe(1000);
      expect(await history.filledAt("other")).toBeUndefined();
    });
  });
});
