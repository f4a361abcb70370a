import { watchStalls } from "#lib/bench/loop-stall.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { chains } from "#lib/bench/revision-chains.ts";
import type { AppendRate } from "#lib/bench/store-measured.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { Entry, History } from "#lib/history/history.ts";

const parts = 200;
const instances = 10;
/** As many groups as this hand in their readings at the same time. */
const sideBySide = 8;

/** What a reading says from one time to the next. */
const kinds = [
  { name: "nothing changed", toTurn: () => 0 },
  { name: "everything changed", toTurn: (reading: number) => reading },
] as const;

/** Readings of groups of ten instances, each from six sources, appended for a while by several at once. */
export async function timeAppends(
  history: History,
  { from, forMs }: { readonly from: Instant; readonly forMs: number },
): Promise<readonly AppendRate[]> {
  const rates: AppendRate[] = [];
  for (const { name, toTurn } of kinds) {
    const partOf = (part: number) =>
      toScopeKey({ ...benchPlace, application: `appends, ${name}`, group: String(part) });
    let appends = 0;
    let revisions = 0;
    const worker = async () => {
      while (performance.now() < endsAtMs) {
        const number = appends++;
        const reading = Math.floor(number / parts);
        const entries = makeEntries(toTurn(reading), addMs(from, (reading + 1) * minuteMs));
        const { changed } = await history.append(partOf(number % parts), entries);
        if (changed) revisions += entries.length * instances;
      }
    };
    // Each part's first reading is new in any case.
    for (let part = 0; part < parts; part++) await history.append(partOf(part), makeEntries(0, from));
    const stalls = watchStalls();
    const startedAtMs = performance.now();
    const endsAtMs = startedAtMs + forMs;
    await Promise.all(Array.from({ length: sideBySide }, worker));
    const seconds = (performance.now() - startedAtMs) / 1_000;
    rates.push({ name, appends, revisions, seconds, longestStallMs: stalls.takeLongestMs() });
    stalls.stop();
  }
  return rates;
}

function makeEntries(turn: number, readAt: Instant): readonly Entry[] {
  return chains.map(
    ({ source, kind, operation, toEntity, toValue }): Entry => ({
      source: { id: source, title: source, pace: "moving", operations: [operation] },
      reading: {
        source,
        readAt,
        facts: Array.from({ length: instances }, (_, index) => {
          const instance = `i-${index.toString(16).padStart(17, "0")}`;
          return {
            kind,
            entity: toEntity(instance, "bench"),
            value: { ...toValue(instance, turn), turn },
            operation,
          };
        }),
        failures: [],
        dropped: [],
        truncated: false,
      },
    }),
  );
}
