import { type StallWatch, watchStalls } from "#lib/bench/loop-stall.ts";
import { storeShape, toBenchPart, toBenchStart } from "#lib/bench/make-revisions.ts";
import type { Timed } from "#lib/bench/store-measured.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";

export type Question = {
  readonly name: string;
  /** How often it is asked in one round. */
  readonly times: number;
  /** How many revisions the answer held. */
  ask(history: History, turn: number): Promise<number>;
};

const windowMs = 6 * hourMs;

/** The questions a page asks, each turn about another part and another instant of the recorded time. */
export function listQuestions(end: Instant): readonly Question[] {
  const partOf = (turn: number) => toBenchPart((turn * 331) % storeShape.parts);
  // Not of the first days, when the made fleet is still growing.
  const start = addMs(toBenchStart(end), (end - toBenchStart(end)) / 10);
  const pastOf = (turn: number) => addMs(start, Math.floor((end - start) * ((turn * 0.618_034) % 1)));
  return [
    {
      name: "one part, now",
      times: 50,
      ask: (history, turn) => count(history, partOf(turn), { at: end, from: end }),
    },
    {
      name: "one part, at a past instant",
      times: 50,
      ask: (history, turn) => count(history, partOf(turn), { at: pastOf(turn), from: pastOf(turn) }),
    },
    {
      name: "one part, a window of 6 h",
      times: 50,
      ask(history, turn) {
        const at = pastOf(turn);
        return count(history, partOf(turn), { at, from: addMs(at, -windowMs) });
      },
    },
    {
      name: "all parts at a past instant",
      times: 2,
      async ask(history, turn) {
        const all = await history.allAsOf(pastOf(turn));
        return [...all.values()].reduce((found, { window }) => found + window.length, 0);
      },
    },
  ];
}

type Stretch = { readonly at: Instant; readonly from: Instant };

async function count(history: History, part: string, { at, from }: Stretch): Promise<number> {
  return (await history.asOf(part, at, from)).window.length;
}

type Cell = { readonly name: string; readonly ms: number[]; found: number; longestStallMs: number };

/** Asks all questions in turn, store beside store, so that whatever else the machine does hits all alike. */
export async function timeQueries(
  histories: readonly History[],
  questions: readonly Question[],
  rounds: number,
): Promise<readonly (readonly Timed[])[]> {
  const stalls = watchStalls();
  const rows = questions.map((question) => ({
    question,
    cells: histories.map((history) => ({ history, cell: openCell(question) })),
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { question, cells } of rows) {
      for (const { history, cell } of cells) await askOften({ question, history, cell, round, stalls });
    }
  }
  stalls.stop();
  return histories.map((_, store) => rows.flatMap(({ cells }) => cells[store]?.cell ?? []));
}

function openCell({ name }: Question): Cell {
  return { name, ms: [], found: 0, longestStallMs: 0 };
}

type Asking = {
  readonly question: Question;
  readonly history: History;
  readonly cell: Cell;
  readonly round: number;
  readonly stalls: StallWatch;
};

async function askOften({ question, history, cell, round, stalls }: Asking): Promise<void> {
  await nextTurn();
  stalls.takeLongestMs();
  for (let turn = round * question.times; turn < (round + 1) * question.times; turn++) {
    const startedAtMs = performance.now();
    cell.found += await question.ask(history, turn);
    cell.ms.push(performance.now() - startedAtMs);
  }
  await nextTurn();
  cell.longestStallMs = Math.max(cell.longestStallMs, stalls.takeLongestMs());
}

/** Lets the clock of the stalls tick: a stall is known only once it is over. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
