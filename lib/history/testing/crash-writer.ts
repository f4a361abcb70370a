// For `crash-rounds.ts`: takes an order from its first line, opens the history, and appends reading after reading until
// somebody ends it. It says each number when that reading is on disk.

import { createInterface } from "node:readline";
import { toInstant } from "#lib/domain/time.ts";
import { openHistory, type StoreAddress } from "#lib/history/open-history.ts";
import { makeEntry } from "#lib/history/testing/make-entry.ts";

/** Where to write, and the first reading's number. */
export type CrashOrder = { readonly place: StoreAddress; readonly first: number };

async function write({ place, first }: CrashOrder): Promise<never> {
  const history = await openHistory({ ...place, clock: () => toInstant(Number.MAX_SAFE_INTEGER) });
  process.stdout.write("open\n");
  for (let number = first; ; number++) {
    const values = { steady: 1, changing: number, [`passing-${number}`]: "x".repeat(200) };
    await history.append("part", [makeEntry(number, values)]);
    process.stdout.write(`${number}\n`);
  }
}

// Only crash-rounds.ts writes here.
function asOrder(line: string): CrashOrder {
  return JSON.parse(line) as CrashOrder;
}

createInterface({ input: process.stdin }).once("line", (line) => void write(asOrder(line)));
