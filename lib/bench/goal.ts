import { toTable } from "#lib/bench/table.ts";

/** One number we answer for, as this run measured it. */
export type Goal = {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly ok: boolean;
};

export function toSummary(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, measured, goal, ok }) => [what, measured, goal, ok ? "ok" : "missed"]);
  return toTable(["goal", "measured", "wanted", ""], rows);
}
