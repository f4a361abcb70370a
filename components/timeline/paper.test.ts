import { expect, it } from "vitest";
import { rowsOnPaper, toPaperHeight } from "#components/timeline/paper.ts";
import { buildPlan } from "#components/timeline/plan/build-plan.ts";
import { makeLane, makeReport } from "#components/timeline/plan/testing/make-report.ts";

it.each([
  [1, 1],
  [rowsOnPaper, rowsOnPaper],
  [rowsOnPaper + 1, rowsOnPaper],
])("of %i lines %i are on paper", (lines, printed) => {
  const lanes = Array.from({ length: lines }, (_, index) => makeLane(`L${index}`));
  const plan = buildPlan({ report: makeReport({ lanes }), lanes, shapeOf: () => "line" });
  expect(toPaperHeight(plan)).toBe((plan.rowsHeight / lines) * printed);
});
