import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { denied, makeEntry } from "#lib/history/testing/make-entry.ts";
import { describeStores } from "#lib/history/testing/stores.ts";

/** Where the past begins and changes, and how all parts stand. */
describeStores("history: overview", (makeStore) => {
  const makeHistory = async () => (await makeStore()).open();

  describe("overview", () => {
    it("tells the changes around an instant and where recording began", async () => {
      const history = await makeHistory();
      for (const [at, value] of [
        [100, 1],
        [150, 1],
        [200, 2],
        [300, 3],
      ] as const)
        await history.append("part", [makeEntry(at, { a: value })]);
      const bounds = (at: number) => history.bounds("part", toInstant(at));
      expect(await bounds(250)).toEqual({ recordedFrom: 100, previousChange: 200, nextChange: 300 });
      expect(await bounds(200)).toEqual({ recordedFrom: 100, previousChange: 100, nextChange: 300 });
      expect(await bounds(100)).toEqual({ recordedFrom: 100, nextChange: 200 });
      expect(await bounds(300)).toEqual({ recordedFrom: 100, previousChange: 200 });
    });

    it("names the parts that changed after an instant, with their last change", async () => {
      const history = await makeHistory();
      await history.append("one", [
        makeEntry(100, { a: 1 }),
        makeEntry(200, { a: 2 }),
        makeEntry(300, { a: 2 }),
      ]);
      await history.append("two", [makeEntry(150, { a: 1 })]);
      expect(await history.changedSince(toInstant(150))).toEqual([{ part: "one", at: 200 }]);
      expect(await history.changedSince(toInstant(149))).toHaveLength(2);
      expect(await history.changedSince(toInstant(200))).toEqual([]);
    });

    it("tells of all parts at an instant what it tells of each", async () => {
      const history = await makeHistory();
      const other = { recordedAs: { id: "other" } };
      await history.append("one", [makeEntry(100, { a: 1, b: 1 }), makeEntry(100, { c: 1 }, other)]);
      await history.append("two", [makeEntry(150, { a: 2 }), makeEntry(250, {}, { failures: [denied] })]);
      await history.append("one", [makeEntry(200, { a: 3 })]);
      for (const instant of [99, 100, 160, 200, 300].map(toInstant)) {
        const all = await history.allAsOf(instant);
        expect([...all.keys()]).toEqual(["one", "two"]);
        for (const [part, recorded] of all)
          expect(recorded).toEqual(await history.asOf(part, instant, instant));
      }
      expect((await history.allAsOf(toInstant(200))).get("two")?.revisions).toMatchObject([{ value: 2 }]);
    });

    it("tells how the sources of every part stand", async () => {
      const history = await makeHistory();
      const other = { recordedAs: { id: "other" } };
      await history.append("one", [makeEntry(100, { a: 1 }), makeEntry(100, { a: 1 }, other)]);
      await history.append("one", [makeEntry(200, {}, { failures: [denied] })]);
      await history.append("two", [makeEntry(100, { a: 1 })]);
      expect(await history.partStates()).toMatchObject([
        {
          part: "one",
          states: [
            { id: "ec2-instances", status: "failed", readAt: 100 },
            { id: "other", status: "ok" },
          ],
        },
        { part: "two", states: [{ id: "ec2-instances", status: "ok" }] },
      ]);
    });

    it("tells it of what was read before, was written since, and is gone", async () => {
      const store = await makeStore();
      const history = await store.open();
      const statesOf = async (asked: typeof history) =>
        (await asked.partStates()).map(({ part, states }) => [part, states.map(({ triedAt }) => triedAt)]);
      await history.append("one", [makeEntry(100, { a: 1 })]);
      await history.fill("filled", [], toInstant(50));
      expect(await statesOf(history)).toEqual([["one", [100]]]);
      await history.append("two", [makeEntry(150, { a: 1 })]);
      await history.append("one", [makeEntry(200, { a: 1 }), makeEntry(300, { a: 1 })]);
      const expected = [
        ["one", [300]],
        ["two", [150]],
      ];
      expect(await statesOf(history)).toEqual(expected);
      expect(await statesOf(await store.reopen())).toEqual(expected);
    });

    it("says what it is and how much it takes", async () => {
      const store = await makeStore();
      store.setClock(7);
      const storage = await (await store.open()).storage();
      expect(storage).toMatchObject({ kind: store.place.kind, since: 7 });
      expect(storage.bytes).toBeGreaterThan(10_000);
    });
  });
});
