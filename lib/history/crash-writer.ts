import { createInterface } from "node:readline";
import { toInstant } from "#lib/domain/time.ts";
import { makeEntry } from "#lib/history/make-entry.ts";
import { type HistoryPlace, openHistory } from "#lib/history/open-history.ts";

/** Where to write, and the first reading's number. */
export type CrashOrder = { readonly name: string; readonly place: HistoryPlace; readonly first: number };

/**
 * For the crash test: takes orders from its first line, opens each history, and appends reading after reading until
 * somebody ends it. It says each number when that reading is on disk.
 */
async function write({ name, place, first }: CrashOrder): Promise<never> {
  const history = await openHistory({ ...place, clock: () => toInstant(1) });
  process.stdout.write(`${name} open\n`);
  for (let number = first; ; number++) {
    const values = { steady: 1, changing: number, [`passing-${number}`]: "x".repeat(200) };
    await history.append("part", [makeEntry(number, values)]);
    process.stdout.write(`${name} ${number}\n`);
    // The embedded database works on this thread; the other one needs turns too.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

// The test is the only one who writes here.
function asOrders(line: string): readonly CrashOrder[] {
  return JSON.parse(line) as readonly CrashOrder[];
}

createInterface({ input: process.stdin }).once("line", (line) => {
  for (const order of asOrders(line)) void write(order);
});
