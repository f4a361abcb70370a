import { expect } from "vitest";
import { isHistoryTrouble } from "#lib/history/history.ts";

/** The message of the trouble that the work ends in; anything else fails the test. */
export async function troubleOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(isHistoryTrouble(error), String(error)).toBe(true);
  return error instanceof Error ? error.message : "";
}
