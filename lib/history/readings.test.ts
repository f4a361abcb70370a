import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { denied, makeEntry } from "#lib/history/testing/make-entry.ts";
import { describeStores } from "#lib/history/testing/stores.ts";
import { troubleOf } from "#lib/history/testing/trouble-of.ts";

describeStores("history: readings", (makeStore) => {
  const makeHistory = async () => (await makeStore()).open();

  describe("readings", () => {
    it("answers for an instant what was known then, not what was learnt later", async () => {
      const history = await makeHistory();
      await history.append("part", [makeEntry(100, { a: "running" })]);
      await history.append("part", [makeEntry(200, { a: "terminated" })]);
      const then = await history.asOf("part", toInstant(150), toInstant(0));
      expect(then.revisions).toMatchObject([{ value: "running", lastSeen: 100 }]);
      expect(then.revisions[0]).not.toHaveProperty("until");
      expect((await history.asOf("part", toInstant(200), toInstant(0))).revisions).toMatchObject([
        { value: "terminated", before: 100, since: 200 },
      ]);
      expect((await history.asOf("part", toInstant(99), toInstant(0))).revisions).toEqual([]);
    });

    it("the window also holds what ended inside it", async () => {
      const history = await makeHistory();
      await history.append("part", [makeEntry(100, { a: 1, b: 1 }), makeEntry(200, { b: 1 })]);
      const namesFrom = async (from: number) => {
        const { window } = await history.asOf("part", toInstant(300), toInstant(from));
        return window.map(({ entity }) => entity).sort();
      };
      expect(await namesFrom(150)).toEqual(["a", "b"]);
      expect(await namesFrom(199)).toEqual(["a", "b"]);
      expect(await namesFrom(200)).toEqual(["b"]);
      const { revisions } = await history.asOf("part", toInstant(300), toInstant(150));
      expect(revisions.map(({ entity }) => entity)).toEqual(["b"]);
    });

    it("a window of no length is what holds at that instant", async () => {
      const history = await makeHistory();
      await history.append("part", [makeEntry(100, { a: 1, b: 1 }), makeEntry(200, { b: 2 })]);
      const { revisions, window } = await history.asOf("part", toInstant(200), toInstant(200));
      expect(window).toEqual(revisions);
      expect(window).toMatchObject([{ entity: "b", value: 2 }]);
    });

    it("a failed reading keeps the last facts and the time they were read, and says it failed", async () => {
      const history = await makeHistory();
      await history.append("part", [makeEntry(100, { a: 1 })]);
      await history.append("part", [makeEntry(200, {}, { failures: [denied] })]);
      const now = await history.asOf("part", toInstant(300), toInstant(0));
      expect(now.revisions).toMatchObject([{ entity: "a", lastSeen: 100 }]);
      expect(now.sources).toMatchObject([
        { status: "failed", readAt: 100, triedAt: 200, failures: [denied], title: "EC2: instances" },
      ]);
      expect((await history.asOf("part", toInstant(150), toInstant(0))).sources).toMatchObject([
        { status: "ok", readAt: 100, triedAt: 100, failures: [] },
      ]);
    });

    it("facts beside a failure are a partial reading and close nothing", async () => {
      const history = await makeHistory();
      await history.append("part", [
        makeEntry(100, { a: 1, b: 1 }),
        makeEntry(200, { a: 1 }, { failures: [denied] }),
      ]);
      const { revisions, sources } = await history.current("part");
      expect(revisions).toMatchObject([
        { entity: "a", lastSeen: 200 },
        { entity: "b", lastSeen: 100 },
      ]);
      expect(sources).toMatchObject([{ status: "partial", readAt: 200 }]);
    });

    it("a truncated reading closes nothing, and says of each entity when it was last named", async () => {
      const store = await makeStore();
      const history = await store.open();
      await history.append("part", [makeEntry(100, { a: 1, b: 1 })]);
      await history.append("part", [makeEntry(200, { b: 1 }, { truncated: true, dropped: ["a row"] })]);
      const expected = [
        { entity: "a", lastSeen: 100 },
        { entity: "b", lastSeen: 200 },
      ];
      expect((await history.current("part")).revisions).toMatchObject(expected);
      const again = await store.reopen();
      const now = await again.asOf("part", toInstant(250), toInstant(250));
      expect(now.revisions).toMatchObject(expected);
      expect(now.sources).toMatchObject([{ status: "ok", truncated: true, droppedRows: 1 }]);
    });

    it("a reading that says the same is not new, and moves when all was last seen, also on disk", async () => {
      const store = await makeStore();
      const history = await store.open();
      expect(await history.append("part", [makeEntry(100, { a: 1 }, { nextAt: 160 })])).toEqual({
        changed: true,
      });
      expect(await history.append("part", [makeEntry(160, { a: 1 }, { nextAt: 220 })])).toEqual({
        changed: false,
      });
      const before = await history.current("part");
      expect(before.revisions).toMatchObject([{ since: 100, lastSeen: 160 }]);
      expect(before.sources).toMatchObject([{ readAt: 160, triedAt: 160, nextAt: 220 }]);
      const again = await store.reopen();
      expect(await again.current("part")).toEqual(before);
      expect((await again.asOf("part", toInstant(400), toInstant(400))).revisions).toEqual(before.revisions);
    });

    it("a reading from before the last one of its source, or from the same instant, is left out", async () => {
      const history = await makeHistory();
      await history.append("part", [makeEntry(200, { a: "new" })]);
      const other = { recordedAs: { id: "other" } };
      for (const at of [100, 200])
        expect(await history.append("part", [makeEntry(at, { a: "old" })])).toEqual({ changed: false });
      expect(await history.append("part", [makeEntry(100, { a: "other" }, other)])).toEqual({
        changed: true,
      });
      const { revisions, sources } = await history.current("part");
      expect(revisions).toMatchObject([{ value: "new", since: 200 }, { value: "other" }]);
      expect(sources).toMatchObject([{ triedAt: 200 }, { triedAt: 100 }]);
    });

    it("parts do not mix", async () => {
      const history = await makeHistory();
      await history.append("one", [makeEntry(1, { a: 1 })]);
      const nothing = { revisions: [], window: [], sources: [], blindSpots: [] };
      expect(await history.asOf("two", toInstant(5), toInstant(0))).toEqual(nothing);
      expect(await history.current("two")).toEqual({ revisions: [], sources: [] });
      expect((await history.bounds("one", toInstant(5))).recordedFrom).toBe(1);
      expect(await history.bounds("two", toInstant(5))).toEqual({});
    });

    it("keeps all of the entries or none, and goes on after one that cannot be kept", async () => {
      const history = await makeHistory();
      const circular: Record<string, unknown> = {};
      circular.self = circular;
      const appending = history.append("part", [
        makeEntry(100, { a: 1 }),
        makeEntry(100, { b: circular }, { recordedAs: { id: "other" } }),
      ]);
      expect(await troubleOf(appending)).toContain("circular");
      expect(await history.current("part")).toEqual({ revisions: [], sources: [] });
      expect(await history.append("part", [makeEntry(100, { a: 1 })])).toEqual({ changed: true });
    });

    it("appends at the same time lose nothing, to one part or to many", async () => {
      const store = await makeStore();
      const history = await store.open();
      const parts = ["one", "two", "three"];
      const appends = Array.from({ length: 30 }, (_, index) => {
        const part = parts[index % 3] ?? "one";
        return history.append(part, [makeEntry(100 + index, { a: index })]);
      });
      await Promise.all(appends);
      const again = await store.reopen();
      for (const part of parts)
        expect((await again.asOf(part, toInstant(1000), toInstant(0))).window).toHaveLength(10);
    });
  });
});
