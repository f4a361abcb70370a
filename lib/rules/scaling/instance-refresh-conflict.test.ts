import { expect, it } from "vitest";
import { instanceRefreshConflict } from "#lib/rules/scaling/instance-refresh-conflict.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, makeInstanceRefresh, minutesAgo } from "#lib/testing/facts.ts";

const deployment = [makeDeployment()];

it.each(["Pending", "InProgress", "Cancelling", "RollbackInProgress", "Baking", "Simmering"])(
  "a refresh that is %s while a deployment runs is told, with a way out for each",
  (status) => {
    const [finding] = checkRule(instanceRefreshConflict, {
      "instance-refresh": [makeInstanceRefresh({ status })],
      deployment,
    });
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "corroborated",
      since: minutesAgo(10),
      summary: `An instance refresh of asg-prod-api is ${status} since 14:12:10 UTC, while d-7QK2AAAAA (InProgress) deploys to the same instances.`,
    });
    const commands = finding?.advice.flatMap(({ command }) => command ?? []) ?? [];
    expect(commands[1]).toContain("cancel-instance-refresh");
    expect(commands[2]).toContain("stop-deployment");
  },
);

it.each(["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"])(
  "a refresh that is %s disturbs nobody",
  (status) => {
    const parts = { "instance-refresh": [makeInstanceRefresh({ status })], deployment };
    expect(checkRule(instanceRefreshConflict, parts)).toEqual([]);
  },
);

it.each([
  ["no deployment", []],
  ["the deployments of its own launches", [makeDeployment({ creator: "autoscaling" })]],
  ["a deployment that has ended", [makeDeployment({ status: "Succeeded" })]],
])("with %s a refresh is ordinary", (_, deployments) => {
  const parts = { "instance-refresh": [makeInstanceRefresh()], deployment: deployments };
  expect(checkRule(instanceRefreshConflict, parts)).toEqual([]);
});

it("a refresh that says neither when nor how far it is, is dated by the first reading", () => {
  const refresh = makeInstanceRefresh(
    { startTime: undefined, statusReason: "Waiting." },
    { since: minutesAgo(3) },
  );
  const [finding] = checkRule(instanceRefreshConflict, { "instance-refresh": [refresh], deployment });
  expect(finding?.since).toBe(minutesAgo(3));
  expect(finding?.evidence.map(({ value }) => value)).toContain("Waiting.");
});
