import type { Plan } from "#components/timeline/plan/plan.ts";

/** About sixty open lanes; a browser paints no canvas that is very much higher. */
export const rowsOnPaper = 400;

export function toPaperHeight({ rows, rowsHeight }: Pick<Plan, "rows" | "rowsHeight">): number {
  return rows[rowsOnPaper]?.top ?? rowsHeight;
}
