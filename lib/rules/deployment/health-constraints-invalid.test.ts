import { expect, it } from "vitest";
import { healthConstraintsInvalid } from "#lib/rules/deployment/health-constraints-invalid.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeploymentConfig } from "#lib/testing/facts.ts";
import { makeFailedDeployment } from "#lib/testing/failed-targets.ts";

const configName = "two-of-two";
const refused = makeFailedDeployment({ errorCode: "HEALTH_CONSTRAINTS_INVALID", configName });

it.each([
  ["HOST_COUNT", 2, "two-of-two (at least 2 healthy) asks for"],
  ["FLEET_PERCENT", 100, "two-of-two (at least 100 %) asks for"],
  ["SOMETHING_NEW", 7, "two-of-two (at least SOMETHING_NEW 7) asks for"],
  [undefined, undefined, "two-of-two asks for"],
])("the configuration's minimum is named: %s %s", (minimumHealthyType, minimumHealthyValue, words) => {
  const config = makeDeploymentConfig({ name: configName, minimumHealthyType, minimumHealthyValue });
  const [finding] = checkRule(healthConstraintsInvalid, {
    deployment: [refused],
    "deployment-config": [config],
  });
  expect(finding).toMatchObject({ verdict: "proved", subject: { id: "d-7QK2AAAAA" } });
  expect(finding?.summary).toContain(words);
  expect(finding?.advice[1]?.command).toBe(
    "aws deploy get-deployment-config --deployment-config-name two-of-two --region us-east-1",
  );
});

it("another configuration's minimum is not this deployment's", () => {
  const config = makeDeploymentConfig({ minimumHealthyType: "HOST_COUNT", minimumHealthyValue: 2 });
  const parts = { deployment: [refused], "deployment-config": [config] };
  const [finding] = checkRule(healthConstraintsInvalid, parts, { partial: ["codedeploy-group"] });
  expect(finding?.summary).toContain("two-of-two asks for");
});

it("an unnamed configuration is not looked up", () => {
  const deployment = [makeFailedDeployment({ errorCode: "HEALTH_CONSTRAINTS_INVALID" })];
  const [finding] = checkRule(healthConstraintsInvalid, { deployment });
  expect(finding?.summary).toContain("its configuration asks for");
  expect(finding?.advice.filter(({ command }) => command?.includes("get-deployment-config"))).toEqual([]);
});

it("too few healthy in the course of a deployment is another rule's", () => {
  expect(checkRule(healthConstraintsInvalid, { deployment: [makeFailedDeployment()] })).toEqual([]);
});
