import { describe, expect, it } from "vitest";
import { deploymentTimeout } from "#lib/rules/deployment/deployment-timeout.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment } from "#lib/testing/failed-targets.ts";

const hourSeconds = 3600;

it("TIMEOUT is proved, with how long it took", () => {
  const deployment = [makeFailedDeployment({ errorCode: "TIMEOUT", createTime: minutesAgo(485) })];
  const findings = checkRule(deploymentTimeout, { deployment });
  expect(findings).toMatchObject([{ verdict: "proved", since: minutesAgo(5) }]);
  expect(findings[0]?.summary).toContain("it did not come to its end in time, 8 hours after it was made.");
});

describe("a deployment that still runs", () => {
  const check = (seconds: number, deploymentType?: string, status = "InProgress") =>
    checkRule(
      deploymentTimeout,
      { deployment: [makeDeployment({ status, deploymentType, createTime: secondsAgo(seconds) })] },
      { partial: ["codedeploy-deployments"] },
    );

  it.each([
    ["IN_PLACE", 8 * hourSeconds, 0],
    ["IN_PLACE", 8 * hourSeconds + 1, 1],
    [undefined, 8 * hourSeconds + 1, 1],
    ["BLUE_GREEN", 109 * hourSeconds, 0],
    ["BLUE_GREEN", 109 * hourSeconds + 1, 1],
  ])("%s for %i seconds: %i findings", (deploymentType, seconds, count) => {
    expect(check(seconds, deploymentType)).toHaveLength(count);
  });

  it("past a limit that may have changed is only suspected", () => {
    const [finding] = check(9 * hourSeconds, "IN_PLACE");
    expect(finding).toMatchObject({ verdict: "suspected", since: secondsAgo(hourSeconds) });
    expect(finding?.summary).toContain("which may have changed");
  });

  it("and one that ended is not meant, however long it took", () => {
    expect(check(9 * hourSeconds, "IN_PLACE", "Succeeded")).toEqual([]);
  });
});
