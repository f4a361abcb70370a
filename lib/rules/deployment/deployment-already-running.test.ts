import { expect, it } from "vitest";
import { deploymentAlreadyRunning } from "#lib/rules/deployment/deployment-already-running.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const active = makeDeployment({ id: "d-FRONT", createTime: minutesAgo(90) });

function makeQueued(value: Parameters<typeof makeDeployment>[0] = {}) {
  return makeDeployment({ status: "Queued", createTime: minutesAgo(12), startTime: undefined, ...value });
}

function check(queued: ReturnType<typeof makeDeployment>, front = active) {
  const deployment = [queued, front];
  return checkRule(deploymentAlreadyRunning, { deployment }, { partial: ["codedeploy-deployments"] });
}

it("a queued deployment behind a running one is explained, and told which one", () => {
  const findings = check(makeQueued());
  expect(findings).toMatchObject([
    {
      subject: { kind: "deployment", id: "d-7QK2AAAAA" },
      verdict: "corroborated",
      severity: "info",
      since: minutesAgo(12),
      summary:
        "d-7QK2AAAAA has been Queued since 14:10:10 UTC (12 minutes): d-FRONT of the same group is InProgress and has to end first.",
    },
  ]);
  expect(findings[0]?.advice.at(-1)?.command).toContain("stop-deployment --deployment-id d-FRONT");
});

it.each([
  [3600, "info"],
  [3601, "warning"],
])("after %i seconds it is %s", (seconds, severity) => {
  expect(check(makeQueued({ createTime: secondsAgo(seconds) }))).toMatchObject([{ severity }]);
});

it.each([
  [119, 0],
  [120, 1],
])("one that was made %i seconds ago: %i findings", (seconds, count) => {
  expect(check(makeQueued({ status: "Created", createTime: secondsAgo(seconds) }))).toHaveLength(count);
});

it.each([
  ["behind one that has ended", makeQueued(), makeDeployment({ ...active.value, status: "Failed" })],
  ["behind a later one", makeQueued(), makeDeployment({ ...active.value, createTime: minutesAgo(11) })],
  ["behind one made for a launch", makeQueued(), makeDeployment({ ...active.value, creator: "autoscaling" })],
  ["for a launch, which takes no turn", makeQueued({ creator: "autoscaling" }), active],
  ["that has begun", makeQueued({ status: "InProgress" }), active],
])("a deployment %s is not meant", (_, queued, front) => {
  expect(check(queued, front)).toEqual([]);
});
