import { expect, it } from "vitest";
import { applicationStopFailure } from "#lib/rules/deployment/application-stop-failure.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, makeDeployment, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const revision = { type: "S3", label: "s3://bundles/api/r42.zip" };
const stop = makeFailedEvent({ name: "ApplicationStop" });

function check(
  event = stop,
  deployment = makeFailedDeployment({ revision }),
  target: Parameters<typeof makeFailedTarget>[1] = {},
) {
  return checkRule(
    applicationStopFailure,
    { deployment: [deployment], "deployment-target": [makeFailedTarget(event, target)] },
    { partial: ["codedeploy-targets"] },
  );
}

it("a failed ApplicationStop is the fault of the revision before, and one deployment can get past it", () => {
  const [finding] = check();
  expect(finding).toMatchObject({ verdict: "proved", severity: "warning", since: minutesAgo(5) });
  expect(finding?.summary).toContain(
    `ApplicationStop failed at 14:17:10 UTC with ScriptFailed: scripts/start.sh of the revision before on ${idA}`,
  );
  expect(finding?.advice[1]?.text).toContain("mending the new revision does not help");
  expect(finding?.advice[1]?.command).toBe(
    "aws deploy create-deployment --application-name api --deployment-group-name prod-api --s3-location bucket=bundles,key=api/r42.zip,bundleType=zip --ignore-application-stop-failures --region us-east-1",
  );
});

it("where the bundle cannot be written as a command, the option is named", () => {
  const [finding] = check(stop, makeFailedDeployment());
  expect(finding?.advice[1]).not.toHaveProperty("command");
  expect(finding?.advice[1]?.text).toContain("--ignore-application-stop-failures");
});

it.each([
  ["BeforeBlockTraffic, which cannot be ignored", makeFailedEvent({ name: "BeforeBlockTraffic" }), "user"],
  ["a termination, which nobody deploys again", stop, "autoscalingTermination"],
])("of %s, no command is offered", (_, event, creator) => {
  const [finding] = check(event, makeFailedDeployment({ revision, creator }));
  expect(finding?.advice.filter(({ command }) => command?.includes("create-deployment"))).toEqual([]);
});

it.each([
  ["an event of the new revision", makeFailedEvent()],
  [
    "an agent that did not answer",
    makeFailedEvent({
      name: "ApplicationStop",
      diagnostics: { message: "agent was not able to receive the lifecycle event" },
    }),
  ],
  ["an end without a word", makeFailedEvent({ name: "ApplicationStop", diagnostics: undefined })],
])("%s is not meant", (_, event) => {
  expect(check(event)).toEqual([]);
});

it("a target that went on in spite of it, and failed later, is not meant", () => {
  const events = [stop, makeFailedEvent({ name: "Install", diagnostics: undefined })];
  expect(check(stop, makeFailedDeployment(), { events })).toEqual([]);
  expect(check(stop, makeDeployment({ status: "Succeeded" }), { status: "Succeeded" })).toEqual([]);
});
