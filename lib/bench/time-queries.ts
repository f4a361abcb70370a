import { watchStalls } from "#lib/bench/loop-stall.ts";
import { storeShape, toBenchPart, toBenchStart } from "#lib/bench/make-revisions.ts";
import type { Timed } from "#lib/bench/store-measured.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";

export type Question = {
  readonly name: string;
  /** How often it is asked in one round. */
  readonly times: number;
  ask(history: History, turn: number): Promise<void>;
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
      async ask(history, turn) {
        await history.asOf(partOf(turn), end, end);
      },
    },
    {
      name: "one part, at a past instant",
      times: 50,
      async ask(history, turn) {
        await history.asOf(partOf(turn), pastOf(turn), pastOf(turn));
      },
    },
    {
      name: "one part, a window of 6 h",
      times: 50,
      async ask(history, turn) {
        const at = pastOf(turn);
        await history.asOf(partOf(turn), at, addMs(at, -windowMs));
      },
    },
    {
      name: "all parts at a past instant",
      times: 2,
      async ask(history, turn) {
        const at = pastOf(turn);
        for (let part = 0; part < storeShape.parts; part++) await history.asOf(toBenchPart(part), at, at);
      },
    },
  ];
}

/** Asks all questions in turn, store beside store, so that whatever else the machine does hits all alike. */
export async function timeQueries(
  histories: readonly History[],
  questions: readonly Question[],
  rounds: number,
): Promise<readonly (readonly Timed[])[]> {
  const stalls = watchStalls();
  const timed = histories.map(() =>
    questions.map(({ name }) => ({ name, ms: [] as number[], longestStallMs: 0 })),
  );
  for (let round = 0; round < rounds; round++) {
    for (const [index, question] of questions.entries()) {
      for (const [store, history] of histories.entries()) {
        const cell = timed[store]?.[index];
        if (cell === undefined) continue;
        await nextTurn();
        stalls.takeLongestMs();
        for (let turn = round * question.times; turn < (round + 1) * question.times; turn++) {
          const startedAtMs = performance.now();
          await question.ask(history, turn);
          cell.ms.push(performance.now() - startedAtMs);
        }
        await nextTurn();
        cell.longestStallMs = Math.max(cell.longestStallMs, stalls.takeLongestMs());
      }
    }
  }
  stalls.stop();
  return timed;
}

/** Lets the clock of the stalls tick: a stall is known only once it is over. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
