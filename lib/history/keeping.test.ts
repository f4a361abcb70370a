import { describe, expect, it } from "vitest";
import { hourMs, toInstant } from "#lib/domain/time.ts";
import type { OpenedHistory } from "#lib/history/open-history.ts";
import { makeEntry } from "#lib/history/testing/make-entry.ts";
import { describeStores } from "#lib/history/testing/stores.ts";

const dayMs = 24 * hourMs;

/** What is deleted when, and that much of it can be read. */
describeStores("history: keeping", (makeStore) => {
  /** Each reading changes every entity. */
  async function appendMany(
    history: OpenedHistory,
    readings: number,
    entities: number,
    letters: number,
  ): Promise<void> {
    for (let index = 0; index < readings; index++) {
      const value = `${index} ${"x".repeat(letters)}`;
      const values = Object.fromEntries(
        Array.from({ length: entities }, (_, entity) => [`i-${entity}`, value]),
      );
      await history.append("part", [makeEntry((index + 1) * 1000, values)]);
    }
  }
  const windowOf = async (history: OpenedHistory, at: number, from: number) =>
    (await history.asOf("part", toInstant(at), toInstant(from))).window;

  describe("keeping", () => {
    it("deletes what ended longer ago than is kept, and says from when on it knows", async () => {
      const store = await makeStore();
      store.setClock(1);
      const history = await store.open({ keepDays: 2 });
      const days = [{ a: 1, gone: 1 }, { a: 2 }, { a: 3 }];
      for (const [index, values] of days.entries()) {
        const at = (index + 1) * dayMs;
        await history.append("part", [makeEntry(at, values, { nextAt: at + dayMs })]);
      }
      await history.prune(toInstant(4 * dayMs));
      expect(await windowOf(history, 4 * dayMs, 0)).toHaveLength(3 + 1);
      await history.prune(toInstant(4 * dayMs + 1));
      expect(await windowOf(history, 4 * dayMs, 0)).toMatchObject([{ value: 2 }, { value: 3 }]);
      expect(await windowOf(history, 2 * dayMs, 0)).toEqual([]);
      expect(await history.bounds("part", toInstant(4 * dayMs))).toEqual({
        recordedFrom: 2 * dayMs + 1,
        previousChange: 3 * dayMs,
      });
      expect((await history.storage()).since).toBe(2 * dayMs + 1);
    });

    it("never deletes what still holds, nor how a source last stood", async () => {
      const store = await makeStore();
      const history = await store.open({ keepDays: 1 });
      await history.append("part", [makeEntry(1000, { a: 1 })]);
      await history.prune(toInstant(100 * dayMs));
      const again = await store.reopen();
      const { revisions, sources } = await again.current("part");
      expect(revisions).toMatchObject([{ entity: "a", since: 1000 }]);
      expect(sources).toMatchObject([{ status: "ok", readAt: 1000 }]);
      expect(await again.append("part", [makeEntry(100 * dayMs, { a: 1 })])).toEqual({ changed: false });
    });

    it("deletes a group that was not read for so long, with all that still held, and what comes again is new", async () => {
      const store = await makeStore();
      const history = await store.open({ keepDays: 2 });
      const other = { recordedAs: { id: "other" } };
      await history.append("gone", [makeEntry(dayMs, { a: 1, b: 1 }), makeEntry(2 * dayMs, { a: 1 })]);
      await history.append("kept", [makeEntry(dayMs, { a: 1 }), makeEntry(dayMs, { a: 1 }, other)]);
      await history.append("kept", [makeEntry(4 * dayMs, { a: 1 })]);
      await history.prune(toInstant(4 * dayMs));
      expect((await history.partStates()).map(({ part }) => part)).toEqual(["gone", "kept"]);
      expect((await history.current("kept")).sources.map(({ id }) => id)).toEqual(["ec2-instances"]);
      await history.append("kept", [makeEntry(4 * dayMs + 1, { a: 1 })]);
      await history.prune(toInstant(4 * dayMs + 1));
      expect((await history.partStates()).map(({ part }) => part)).toEqual(["kept"]);
      expect(await history.current("gone")).toEqual({ revisions: [], sources: [] });
      expect((await history.current("kept")).revisions).toMatchObject([
        { since: dayMs, source: "ec2-instances" },
      ]);
      expect(await history.append("gone", [makeEntry(5 * dayMs, { a: 1 })])).toEqual({ changed: true });
      expect((await history.current("gone")).revisions).toMatchObject([
        { since: 5 * dayMs, firstSeen: 5 * dayMs },
      ]);
      const again = await store.reopen();
      expect((await again.current("gone")).revisions).toMatchObject([{ since: 5 * dayMs }]);
      expect((await again.current("kept")).revisions).toHaveLength(1);
    });

    it("leaves no row of what it deleted", async () => {
      const store = await makeStore();
      await (await store.open()).append("kept", [makeEntry(100 * dayMs, { a: 1 })]);
      const before = await store.countRows();
      const history = await store.open({ keepDays: 1 });
      for (let index = 0; index < 30; index++)
        await history.append(`gone ${index}`, [
          makeEntry(dayMs, { a: 1, b: index }),
          makeEntry(2 * dayMs, {}),
        ]);
      await history.append("gone too", [makeEntry(dayMs, { a: 1 })]);
      await history.prune(toInstant(100 * dayMs));
      expect(await store.countRows()).toEqual(before);
    });

    it("deletes the oldest when there is too much, until it fits", async () => {
      const history = await (await makeStore()).open({ maxMegabytes: 1 });
      await appendMany(history, 30, 200, 300);
      await history.prune(toInstant(31_000));
      const kept = await windowOf(history, 31_000, 0);
      const starts = [...new Set(kept.map(({ since }) => since))].sort((one, two) => one - two);
      expect(starts[0]).toBeGreaterThan(3_000);
      expect(starts[0]).toBeLessThan(29_000);
      expect(starts.at(-1)).toBe(30_000);
      expect((await history.current("part")).revisions).toHaveLength(200);
    });

    it("can be read and written while much is deleted", async () => {
      const history = await (await makeStore()).open({ keepDays: 1 });
      await appendMany(history, 20, 300, 10);
      let isOver = false;
      const pruning = history.prune(toInstant(10 * dayMs)).finally(() => {
        isOver = true;
      });
      let turns = 0;
      for (; !isOver; turns++) {
        const { revisions } = await history.asOf("part", toInstant(9 * dayMs + turns), toInstant(9 * dayMs));
        expect(revisions).toHaveLength(300);
        await history.append("other", [makeEntry(20_000 + turns, { a: turns })]);
      }
      await pruning;
      expect(turns).toBeGreaterThan(0);
      expect(await windowOf(history, 10 * dayMs, 0)).toHaveLength(300);
    });
  });

  describe("much of it", () => {
    it("reads all of many entities", async () => {
      const store = await makeStore();
      await appendMany(await store.open(), 2, 1_700, 5);
      const history = await store.reopen();
      expect(new Set((await windowOf(history, 2000, 2000)).map(({ entity }) => entity)).size).toBe(1_700);
      expect(await windowOf(history, 2000, 1000)).toHaveLength(3_400);
      expect((await history.current("part")).revisions).toHaveLength(1_700);
    });

    it("reads all of what a few entities did, and of a late window only that", async () => {
      const history = await (await makeStore()).open();
      const values = Array.from({ length: 1_200 }, (_, index) =>
        makeEntry(index + 1, { a: index, b: index }),
      );
      await history.append("part", values);
      expect(await windowOf(history, 1_200, 0)).toHaveLength(2_400);
      const late = await windowOf(history, 1_200, 1_198);
      expect(late.map(({ since }) => since).sort()).toEqual([1_198, 1_198, 1_199, 1_199, 1_200, 1_200]);
    });
  });
});
