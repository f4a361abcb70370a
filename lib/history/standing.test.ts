import { describe, expect, it } from "vitest";
import type { Fact, Reading } from "#lib/domain/fact.ts";
import { minuteMs, toInstant } from "#lib/domain/time.ts";
import { denied, makeEntry } from "#lib/history/testing/make-entry.ts";
import { describeStores } from "#lib/history/testing/stores.ts";

/** What sources declare about themselves, and when they could not be read. */
describeStores("history: standing", (makeStore) => {
  const makeHistory = async () => (await makeStore()).open();

  describe("what the source declares", () => {
    const recordedAs = { volatile: { instance: ["uptime"] } };

    it("a volatile member alone makes no revision; the value stays as it was first read", async () => {
      const store = await makeStore();
      const history = await store.open();
      await history.append("part", [makeEntry(100, { a: { state: "running", uptime: 1 } }, { recordedAs })]);
      const again = await store.reopen();
      const same = makeEntry(200, { a: { state: "running", uptime: 2 } }, { recordedAs });
      expect(await again.append("part", [same])).toEqual({ changed: false });
      expect((await again.current("part")).revisions).toMatchObject([
        { value: { uptime: 1 }, lastSeen: 200 },
      ]);
      const other = makeEntry(300, { a: { state: "stopped", uptime: 3 } }, { recordedAs });
      expect(await again.append("part", [other])).toEqual({ changed: true });
    });

    const suspicious = {
      recordedAs: {
        suspect: (known: readonly Fact[], reading: Reading) =>
          known.length > 0 && reading.facts.length === 0 ? "everything is gone at once" : undefined,
      },
    };

    it("a strange reading is believed only when the source says it three times in a row", async () => {
      const store = await makeStore();
      let history = await store.open();
      await history.append("part", [makeEntry(100, { a: 1 }, suspicious)]);
      for (const at of [200, 300]) {
        expect(await history.append("part", [makeEntry(at, {}, suspicious)])).toEqual({ changed: false });
        const { revisions, sources } = await history.current("part");
        expect(revisions).toMatchObject([{ entity: "a", lastSeen: 100 }]);
        const failure = { kind: "bad-response", code: "NotBelieved", message: "everything is gone at once" };
        expect(sources).toMatchObject([{ status: "partial", readAt: 100, triedAt: at, failures: [failure] }]);
        history = await store.reopen();
      }
      expect(await history.append("part", [makeEntry(400, {}, suspicious)])).toEqual({ changed: true });
      expect((await history.current("part")).sources).toMatchObject([{ status: "ok", failures: [] }]);
      expect((await history.current("part")).revisions).toEqual([]);
    });

    it("a reading that is not strange begins the count anew", async () => {
      const history = await makeHistory();
      const strange = [200, 300, 500, 600].map((at) => makeEntry(at, {}, suspicious));
      const calm = [100, 400].map((at) => makeEntry(at, { a: 1 }, suspicious));
      const entries = [...strange, ...calm].sort((one, two) => one.reading.readAt - two.reading.readAt);
      await history.append("part", entries);
      expect((await history.current("part")).revisions).toMatchObject([
        { entity: "a", since: 100, lastSeen: 400 },
      ]);
    });
  });

  describe("blind spots", () => {
    const blindSpots = async (
      entries: readonly (readonly [number, "ok" | "denied", number?])[],
      at: number,
    ) => {
      const history = await makeHistory();
      for (const [minute, outcome, nextMinute] of entries) {
        const failures = outcome === "ok" ? [] : [denied];
        const nextAt = nextMinute === undefined ? {} : { nextAt: nextMinute * minuteMs };
        await history.append("part", [
          makeEntry(minute * minuteMs, outcome === "ok" ? { a: 1 } : {}, { failures, ...nextAt }),
        ]);
      }
      const recorded = await history.asOf("part", toInstant(at * minuteMs), toInstant(minuteMs));
      return recorded.blindSpots.map(({ from, to, reason }) => [from / minuteMs, to / minuteMs, reason]);
    };

    it.each([
      {
        name: "a failure lasts until the next good reading",
        entries: [
          [1, "ok"],
          [3, "denied"],
          [4, "denied"],
          [6, "ok"],
        ],
        at: 9,
        spots: [[3, 6, "not allowed"]],
      },
      {
        name: "a failure that goes on lasts until the instant asked for",
        entries: [
          [1, "ok"],
          [3, "denied"],
        ],
        at: 5,
        spots: [[3, 5, "not allowed"]],
      },
      {
        name: "a failure after the instant asked for does not show",
        entries: [
          [1, "ok"],
          [6, "denied"],
        ],
        at: 5,
        spots: [],
      },
      {
        name: "ten minutes of silence are none",
        entries: [
          [1, "ok"],
          [11, "ok"],
        ],
        at: 11,
        spots: [],
      },
      {
        name: "eleven minutes of silence are one, without a reason",
        entries: [
          [1, "ok"],
          [12, "ok"],
        ],
        at: 12,
        spots: [[1, 12, undefined]],
      },
      {
        name: "a long silence that was promised is none",
        entries: [
          [1, "ok", 30],
          [31, "ok"],
        ],
        at: 31,
        spots: [],
      },
      {
        name: "a silence longer than promised is one",
        entries: [
          [1, "ok", 30],
          [32, "ok"],
        ],
        at: 32,
        spots: [[1, 32, undefined]],
      },
      {
        name: "silence up to the instant asked for is one",
        entries: [[1, "ok"]],
        at: 12,
        spots: [[1, 12, undefined]],
      },
      {
        name: "a short silence up to the instant asked for is none",
        entries: [[1, "ok"]],
        at: 11,
        spots: [],
      },
      {
        name: "a failure does not last through a silence",
        entries: [
          [1, "denied"],
          [2, "denied"],
          [20, "ok"],
        ],
        at: 20,
        spots: [
          [1, 2, "not allowed"],
          [2, 20, undefined],
        ],
      },
    ] as const)("$name", async ({ entries, at, spots }) => {
      expect(await blindSpots(entries, at)).toEqual(spots);
    });

    it("those that ended before the window do not show", async () => {
      const history = await makeHistory();
      const failed = makeEntry(200, {}, { failures: [denied] });
      await history.append("part", [makeEntry(100, { a: 1 }), failed, makeEntry(300, { a: 1 })]);
      expect((await history.asOf("part", toInstant(500), toInstant(299))).blindSpots).toHaveLength(1);
      expect((await history.asOf("part", toInstant(500), toInstant(300))).blindSpots).toEqual([]);
    });
  });
});
