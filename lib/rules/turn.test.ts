import { expect, it } from "vitest";
import { toTurn } from "#lib/rules/turn.ts";
import { idA, idB, idC, makeDeploymentTarget, minutesAgo } from "#lib/testing/facts.ts";

const mine = makeDeploymentTarget({ targetId: idA });
const done = {
  name: "ApplicationStop",
  status: "Succeeded",
  startTime: minutesAgo(9),
  endTime: minutesAgo(8),
};

it.each([
  ["in progress is ahead", { status: "InProgress" }, idB],
  ["between its events is ahead", { status: "Pending", events: [done] }, idB],
  ["that has ended is not", { status: "Succeeded", events: [done] }, undefined],
  ["on which nothing has begun is not", { status: "Pending" }, undefined],
] as const)("a target %s", (_, other, ahead) => {
  const turn = toTurn(mine, [mine, makeDeploymentTarget({ targetId: idB, ...other })]);
  expect(turn.ahead?.value.targetId).toBe(ahead);
});

it("nothing is ahead of a target that has begun", () => {
  const begun = makeDeploymentTarget({ targetId: idA, events: [done] });
  expect(toTurn(begun, [begun, makeDeploymentTarget({ targetId: idB, status: "InProgress" })])).toEqual({});
});

it("its turn came no earlier than the latest end among the others", () => {
  const later = { ...done, endTime: minutesAgo(3) };
  const others = [
    makeDeploymentTarget({ targetId: idB, status: "Succeeded", events: [done, later] }),
    makeDeploymentTarget({ targetId: idC, status: "Failed", events: [done] }),
  ];
  expect(toTurn(mine, [mine, ...others])).toEqual({ othersEndedAt: minutesAgo(3) });
  expect(toTurn(mine, [mine])).toEqual({});
});
