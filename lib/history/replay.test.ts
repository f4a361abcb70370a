import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { Entry, Recorded } from "#lib/history/history.ts";
import { denied, makeEntry } from "#lib/history/testing/make-entry.ts";
import { type PlainFold, plainFold } from "#lib/history/testing/plain-fold.ts";
import { describeStores } from "#lib/history/testing/stores.ts";

type Step = {
  readonly gap: number;
  readonly source: string;
  readonly values: Readonly<Record<string, number>>;
  readonly outcome: "complete" | "truncated" | "partial";
  /** What follows the reading: nothing, so that the next comes in the same append; or the end of the append. */
  readonly after: "more" | "append" | "forget" | "reopen";
};

const step: fc.Arbitrary<Step> = fc.record({
  gap: fc.oneof(
    { arbitrary: fc.integer({ min: -30, max: 60 }), weight: 5 },
    { arbitrary: fc.constant(900_000), weight: 1 },
  ),
  source: fc.constantFrom("ec2-instances", "other"),
  values: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 1 })),
  outcome: fc.constantFrom("complete", "complete", "truncated", "partial"),
  after: fc.constantFrom("more", "append", "append", "forget", "reopen"),
});

describeStores("history: replay", (makeStore) => {
  describe("any readings", () => {
    it("in any portions, with the store opened again between, are known at every instant as plainly folded", async () => {
      const store = await makeStore();
      let history = await store.open();
      let parts = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
          parts += 1;
          const part = `part ${parts}`;
          const entries: Entry[] = [];
          let portion: Entry[] = [];
          let now = 1_000_000;
          for (const [index, one] of steps.entries()) {
            now += one.gap;
            portion.push(toEntry(now, one));
            if (one.after === "more" && index < steps.length - 1) continue;
            await history.append(part, portion);
            entries.push(...portion);
            portion = [];
            if (one.after === "reopen") history = await store.reopen();
            if (one.after === "forget") history.forget();
          }
          await expectFolded(history, part, entries);
        }),
        { numRuns: 40 },
      );
    }, 60_000);
  });
});

function toEntry(at: number, { source, values, outcome }: Step): Entry {
  return makeEntry(at, values, {
    truncated: outcome === "truncated",
    failures: outcome === "partial" ? [denied] : [],
    recordedAs: { id: source },
  });
}

async function expectFolded(
  history: {
    asOf(part: string, at: Instant, from: Instant): Promise<Recorded>;
    current(part: string): Promise<Pick<Recorded, "revisions" | "sources">>;
  },
  part: string,
  entries: readonly Entry[],
): Promise<void> {
  const times = entries.map(({ reading }) => reading.readAt);
  const end = toInstant(Math.max(...times));
  for (const at of new Set([...times, ...times.map((time) => toInstant(time + 7))])) {
    const recorded = await history.asOf(part, at, toInstant(0));
    for (const source of ["ec2-instances", "other"]) {
      const fold = foldSource(entries, source, at);
      const window = recorded.window.filter((revision) => revision.source === source);
      expectSame(window, fold.revisions, at >= end);
      expectStanding(recorded, { source, fold, at });
    }
    expect(recorded.revisions).toEqual(recorded.window.filter(({ until }) => until === undefined));
  }
  const { revisions, sources } = await history.current(part);
  const now = await history.asOf(part, end, end);
  expect(byName(revisions)).toEqual(byName(now.revisions));
  expect(sources).toEqual(now.sources);
}

function foldSource(entries: readonly Entry[], source: string, at: Instant): PlainFold {
  const own = entries.filter((entry) => entry.source.id === source);
  return plainFold(
    own.map(({ reading }) => reading),
    at,
  );
}

/** Between two equal readings the time counts as read; at the end it is exact. */
function expectSame(found: readonly Revision[], expected: readonly Revision[], isExact: boolean): void {
  const plain = byName(expected);
  const stored = byName(found);
  expect(stored.map(withoutLastSeen)).toEqual(plain.map(withoutLastSeen));
  for (const [index, revision] of stored.entries()) {
    const lastSeen = plain[index]?.lastSeen ?? Number.NaN;
    if (isExact || revision.until !== undefined) expect(revision.lastSeen).toBe(lastSeen);
    expect(revision.lastSeen).toBeGreaterThanOrEqual(revision.since);
  }
}

function expectStanding(
  recorded: Recorded,
  { source, fold, at }: { readonly source: string; readonly fold: PlainFold; readonly at: Instant },
): void {
  const state = recorded.sources.find(({ id }) => id === source);
  expect(state?.failures).toEqual(fold.last?.failures);
  expect(state?.truncated).toEqual(fold.last?.truncated);
  expect(state?.readAt === undefined).toBe(fold.lastWithFacts === undefined);
  expect(state?.readAt ?? 0).toBeGreaterThanOrEqual(fold.lastWithFacts?.readAt ?? 0);
  expect(state?.readAt ?? 0).toBeLessThanOrEqual(at);
  const open = recorded.revisions.filter((revision) => revision.source === source);
  for (const { lastSeen } of open) expect(lastSeen).toBeLessThanOrEqual(state?.readAt ?? 0);
}

function byName(revisions: readonly Revision[]): readonly Revision[] {
  const nameOf = ({ source, entity, since }: Revision) =>
    `${source} ${entity} ${String(since).padStart(20, "0")}`;
  return [...revisions].sort((one, two) => (nameOf(one) < nameOf(two) ? -1 : 1));
}

function withoutLastSeen({ lastSeen: _, ...revision }: Revision): Omit<Revision, "lastSeen"> {
  return revision;
}
