import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hourMs, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import type { OpenedHistory } from "#lib/history/open-history.ts";
import { makeEntry } from "#lib/history/testing/make-entry.ts";
import { describeStores, type TestStore } from "#lib/history/testing/stores.ts";

const dayMs = 24 * hourMs;
const now = Date.UTC(2026, 11, 1, 12);
const aheadMs = 365 * dayMs - hourMs;

/** A reading at what the clock says. */
function read(store: TestStore, history: OpenedHistory, at: number, values: Record<string, unknown>) {
  store.setClock(at);
  return history.append("part", [makeEntry(at, values)]);
}

async function spansOf(history: OpenedHistory): Promise<readonly (readonly unknown[])[]> {
  const { window } = await history.asOf("part", toInstant(Number.MAX_SAFE_INTEGER - 1), toInstant(0));
  return window
    .toSorted((one, two) => one.since - two.since)
    .map(({ entity, value, since, until }) => [entity, value, since, until]);
}

describeStores("history: a clock that goes back", (makeStore) => {
  it("by the seconds that two machines differ: what is read is recorded right after what was", async () => {
    const store = await makeStore();
    const history = await store.open();
    await read(store, history, now, { a: 1 });
    expect(await read(store, history, now - 5 * secondMs, { a: 2 })).toEqual({ changed: true });
    expect(await read(store, history, now - 4 * secondMs, { a: 3 })).toEqual({ changed: true });
    expect(await read(store, history, now + 6 * secondMs, { a: 4 })).toEqual({ changed: true });
    expect(await spansOf(history)).toEqual([
      ["a", 1, now, now + 1],
      ["a", 2, now + 1, now + 2],
      ["a", 3, now + 2, now + 6 * secondMs],
      ["a", 4, now + 6 * secondMs, undefined],
    ]);
    expect(history.warning()).toBeUndefined();
  });

  it("and comes to where the last reading counts as made loses none", async () => {
    const store = await makeStore();
    const history = await store.open();
    await read(store, history, now, { a: 1 });
    await read(store, history, now - hourMs, { a: 2 });
    await read(store, history, now + 1, { a: 3 });
    expect((await history.current("part")).revisions).toMatchObject([{ value: 3 }]);
  });

  describe("by a year", () => {
    async function makeStepped() {
      const store = await makeStore();
      const history = await store.open();
      await read(store, history, now - hourMs, { a: 1, left: 1 });
      await read(store, history, now + aheadMs - minuteMs, { a: 2, ahead: 1 });
      await read(store, history, now + aheadMs, { a: 3, ahead: 2 });
      return { store, history };
    }

    it("is said at once, and nothing is lost while it may be a slip", async () => {
      const { store, history } = await makeStepped();
      expect(await read(store, history, now, { a: 4 })).toEqual({ changed: true });
      expect((await history.current("part")).revisions).toMatchObject([{ value: 4 }]);
      expect(history.warning()).toContain("the clock went back by 364 days 23 h");
      const right = now + aheadMs + minuteMs;
      expect(await read(store, history, right, { a: 5 })).toEqual({ changed: true });
      expect((await spansOf(history)).filter(([entity]) => entity === "a")).toEqual([
        ["a", 1, now - hourMs, now + aheadMs - minuteMs],
        ["a", 2, now + aheadMs - minuteMs, now + aheadMs],
        ["a", 3, now + aheadMs, now + aheadMs + 1],
        ["a", 4, now + aheadMs + 1, right],
        ["a", 5, right, undefined],
      ]);
    });

    it("is believed after ten minutes: what stands after the clock goes, and recording goes on", async () => {
      const { store, history } = await makeStepped();
      await read(store, history, now, { a: 4 });
      const later = now + 10 * minuteMs;
      await read(store, history, later, { a: 5, left: 1 });
      await read(store, history, later + minuteMs, { a: 6, left: 1 });
      const spans = [
        ["a", 1, now - hourMs, later],
        ["left", 1, now - hourMs, undefined],
        ["a", 5, later, later + minuteMs],
        ["a", 6, later + minuteMs, undefined],
      ];
      expect(await spansOf(history)).toEqual(spans);
      expect(history.warning()).toContain(
        "the clock went back by 364 days 23 h; what had been recorded ahead of it is deleted, and recording goes on since 2026-12-01T12:10:00.000Z",
      );
      expect(await history.bounds("part", toInstant(later + hourMs))).toEqual({
        recordedFrom: now - hourMs,
        previousChange: later + minuteMs,
      });
      const { sources } = await history.current("part");
      expect(sources).toMatchObject([{ triedAt: later + minuteMs, readAt: later + minuteMs }]);
      store.setClock(later + 2 * hourMs);
      expect(history.warning()).toBeUndefined();
      expect(await spansOf(await store.reopen())).toEqual(spans);
    });

    it("what was deleted for its age by the clock that was ahead hides nothing that is read now", async () => {
      const { store, history } = await makeStepped();
      await history.prune(toInstant(now + aheadMs));
      await read(store, history, now, { a: 4 });
      await read(store, history, now + 10 * minuteMs, { a: 5 });
      const at = toInstant(now + 11 * minuteMs);
      expect((await history.asOf("part", at, at)).revisions).toMatchObject([{ value: 5 }]);
    });
  });

  it("whatever it does, the last reading is known and no two revisions of an entity overlap", async () => {
    const store = await makeStore();
    const history = await store.open();
    let parts = 0;
    const gap = fc.oneof(
      fc.integer({ min: -5 * secondMs, max: 30 * secondMs }),
      fc.integer({ min: -2 * hourMs, max: 2 * hourMs }),
    );
    const step = fc.record({ gap, values: fc.dictionary(fc.constantFrom("a", "b"), fc.integer({ max: 1 })) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        parts += 1;
        let at = now;
        for (const { gap: ms, values } of steps) {
          at += ms === 0 ? 1 : ms;
          store.setClock(at);
          await history.append(`part ${parts}`, [makeEntry(at, values)]);
          const { revisions } = await history.current(`part ${parts}`);
          const known = Object.fromEntries(revisions.map(({ entity, value }) => [entity, value]));
          expect(known).toEqual({ ...values });
        }
        const end = toInstant(Number.MAX_SAFE_INTEGER - 1);
        const { window } = await history.asOf(`part ${parts}`, end, toInstant(0));
        for (const one of window)
          for (const other of window.filter(
            ({ entity, since }) => entity === one.entity && since > one.since,
          ))
            expect(one.until ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(other.since);
      }),
      { numRuns: 30 },
    );
  });
});
