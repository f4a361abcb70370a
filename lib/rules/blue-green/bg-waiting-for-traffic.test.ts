import { expect, it } from "vitest";
import { bgWaitingForTraffic } from "#lib/rules/blue-green/bg-waiting-for-traffic.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

it("a deployment that is Ready waits to be told: proved, and how to tell it", () => {
  const deployment = [makeDeployment({ status: "Ready", additionalStatus: "Waiting for rerouting" })];
  const [finding] = checkRule(bgWaitingForTraffic, { deployment });
  expect(finding).toMatchObject({ verdict: "proved", severity: "info", since: minutesAgo(10) });
  expect(finding?.summary).toContain("AWS ends the wait after 48 hours: not before 2026-02-02 14:02:10 UTC.");
  expect(finding?.evidence.at(-1)?.value).toBe("Waiting for rerouting");
  expect(finding?.advice[1]?.command).toBe(
    "aws deploy continue-deployment --deployment-id d-7QK2AAAAA --deployment-wait-type READY_WAIT --region us-east-1",
  );
});

it.each([
  [42 * 3600, "warning"],
  [42 * 3600 - 1, "info"],
])("begun %i seconds ago it is %s", (seconds, severity) => {
  const deployment = [makeDeployment({ status: "Ready", startTime: secondsAgo(seconds) })];
  expect(checkRule(bgWaitingForTraffic, { deployment })).toMatchObject([{ severity }]);
});

it("of which no time is known it is info", () => {
  const deployment = [makeDeployment({ status: "Ready", startTime: undefined, createTime: undefined })];
  expect(checkRule(bgWaitingForTraffic, { deployment })).toMatchObject([{ severity: "info" }]);
});

it.each(["InProgress", "Baking", "Queued", "Succeeded", "Stopped", "SomethingNew"])(
  "%s is not meant, in a partial reading either",
  (status) => {
    expect(
      checkRule(
        bgWaitingForTraffic,
        { deployment: [makeDeployment({ status })] },
        { partial: ["codedeploy-deployments"] },
      ),
    ).toEqual([]);
  },
);
