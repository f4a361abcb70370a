import { expect, it } from "vitest";
import { stoppedInstanceTarget } from "#lib/rules/ghosts/stopped-instance-target.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const parts = {
  instance: [makeInstance({ state: "stopped", stateReasonCode: "Client.UserInitiatedShutdown" })],
  deployment: [makeDeployment()],
  "deployment-target": [makeDeploymentTarget()],
};

it.each(["stopped", "stopping"])(
  "a deployment that waits for a %s instance is proved after a minute",
  (state) => {
    const findings = checkRule(stoppedInstanceTarget, { ...parts, instance: [makeInstance({ state })] });
    expect(findings).toMatchObject([
      {
        subject: { id: idA },
        verdict: "proved",
        since: minutesAgo(10),
        summary: expect.stringContaining(`EC2 says it is ${state}`),
      },
    ]);
  },
);

it.each([
  [60, "proved"],
  [59, "suspected"],
])("stopped for %i seconds is %s", (seconds, verdict) => {
  const instance = makeInstance({ state: "stopped" }, { since: secondsAgo(seconds) });
  expect(checkRule(stoppedInstanceTarget, { ...parts, instance: [instance] })).toMatchObject([{ verdict }]);
});

it.each([
  ["a warm pool keeps it stopped", { member: [makeMember({ lifecycleState: "Warmed:Stopped" })] }],
  ["it runs", { instance: [makeInstance()] }],
  ["it is gone, which is another rule's", { instance: [makeTerminated()] }],
  ["EC2 has no row", { instance: [makeUnlisted()] }],
  ["the deployment ended", { deployment: [makeDeployment({ status: "Failed" })] }],
  ["the target ended", { "deployment-target": [makeDeploymentTarget({ status: "Failed" })] }],
])("nothing where %s", (_, changed) => {
  expect(checkRule(stoppedInstanceTarget, { ...parts, ...changed })).toEqual([]);
});

it("where the members were read in part a warm pool may explain it", () => {
  expect(checkRule(stoppedInstanceTarget, parts, { partial: ["autoscaling-groups"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
