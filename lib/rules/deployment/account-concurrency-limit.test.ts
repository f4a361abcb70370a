import { expect, it } from "vitest";
import { accountConcurrencyLimit } from "#lib/rules/deployment/account-concurrency-limit.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment } from "#lib/testing/failed-targets.ts";

function check(value: Parameters<typeof makeFailedDeployment>[0]) {
  const deployment = [makeFailedDeployment(value)];
  return checkRule(accountConcurrencyLimit, { deployment }, { partial: ["codedeploy-deployments"] });
}

it.each(["OVER_MAX_INSTANCES", "RESOURCE_LIMIT_EXCEEDED"])("%s is proved by its code", (errorCode) => {
  const [finding] = check({ errorCode });
  expect(finding).toMatchObject({ verdict: "proved", subject: { id: "d-7QK2AAAAA" } });
  expect(finding?.summary).toContain(`with ${errorCode}: a limit of CodeDeploy's was reached in us-east-1.`);
});

it("a launch that is given up by it is told so", () => {
  const [finding] = check({ errorCode: "OVER_MAX_INSTANCES", creator: "autoscaling" });
  expect(finding?.summary).toContain("the launch it was made for is given up");
});

it.each([{ errorCode: "THROTTLED" }, { errorCode: "OVER_MAX_INSTANCES", status: "InProgress" }])(
  "%j is not meant",
  (value) => {
    expect(check(value)).toEqual([]);
  },
);
