import { describe, expect, it } from "vitest";
import { outdatedInstancesAfterScaleOut } from "#lib/rules/deployment/outdated-instances-after-scale-out.ts";
import type { SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeMember,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const old = { type: "S3", label: "s3://bundles/api/r41.zip" };
const fresh = { type: "S3", label: "s3://bundles/api/r42.zip" };
const fleet = makeDeployment({
  id: "d-FLEET",
  status: "Succeeded",
  revision: fresh,
  createTime: minutesAgo(60),
  completeTime: minutesAgo(30),
});
const launch = makeDeployment({
  id: "d-LAUNCH",
  status: "Succeeded",
  creator: "autoscaling",
  revision: old,
  createTime: minutesAgo(45),
  completeTime: minutesAgo(43),
});
const launched = makeDeploymentTarget({ deploymentId: "d-LAUNCH", status: "Succeeded" });
const parts = {
  "deployment-group": [makeDeploymentGroup({ outdatedInstancesStrategy: "UPDATE" })],
  deployment: [fleet, launch],
  "deployment-target": [launched],
  member: [makeMember()],
};
const ignoring = { "deployment-group": [makeDeploymentGroup({ outdatedInstancesStrategy: "IGNORE" })] };
const followOn = makeDeployment({
  id: "d-FOLLOW",
  status: "Failed",
  creator: "CodeDeployAutoUpdate",
  revision: fresh,
  createTime: minutesAgo(29),
  completeTime: minutesAgo(25),
});

describe("an instance launched during a deployment", () => {
  it("that was never brought up to date is corroborated", () => {
    const [finding] = checkRule(outdatedInstancesAfterScaleOut, parts);
    expect(finding).toMatchObject({
      subject: { kind: "deployment-group", id: "api/prod-api" },
      verdict: "corroborated",
      severity: "warning",
      since: minutesAgo(30),
      summary: `${idA} was launched while d-FLEET brought s3://bundles/api/r42.zip, and serves s3://bundles/api/r41.zip. No follow-on deployment has brought them up to date.`,
    });
  });

  it("where the group ignores such instances says so, and how to change it", () => {
    const [finding] = checkRule(outdatedInstancesAfterScaleOut, { ...parts, ...ignoring });
    expect(finding?.summary).toContain("(IGNORE)");
    expect(finding?.advice.at(-1)?.command).toBe(
      "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --outdated-instances-strategy UPDATE --region us-east-1",
    );
  });

  it("whose follow-on deployment failed names it", () => {
    const [finding] = checkRule(outdatedInstancesAfterScaleOut, {
      ...parts,
      deployment: [...parts.deployment, followOn],
    });
    expect(finding?.summary).toContain("The follow-on deployment d-FOLLOW is Failed since 13:57:10 UTC.");
    expect(finding?.evidence.at(-1)?.entity).toBe("d-FOLLOW");
  });
});

describe("a follow-on deployment", () => {
  const done = makeDeployment({ ...followOn.value, status: "Succeeded" });
  const updated = makeDeploymentTarget({ deploymentId: "d-FOLLOW", status: "Succeeded" });

  it("that succeeded on the instance brought it up to date", () => {
    expect(
      checkRule(outdatedInstancesAfterScaleOut, {
        ...parts,
        deployment: [...parts.deployment, done],
        "deployment-target": [launched, updated],
      }),
    ).toEqual([]);
  });

  it("that is under way is waited for", () => {
    const running = makeDeployment({ ...followOn.value, status: "InProgress", completeTime: undefined });
    expect(
      checkRule(outdatedInstancesAfterScaleOut, { ...parts, deployment: [...parts.deployment, running] }),
    ).toEqual([]);
  });

  it.each([
    [600, 1],
    [599, 0],
  ])("is given time: %i seconds after the deployment's end, %i finding", (seconds, count) => {
    const ended = makeDeployment({ ...fleet.value, completeTime: secondsAgo(seconds) });
    expect(checkRule(outdatedInstancesAfterScaleOut, { ...parts, deployment: [ended, launch] })).toHaveLength(
      count,
    );
  });

  it("is not waited for where the group ignores such instances", () => {
    const ended = makeDeployment({ ...fleet.value, completeTime: secondsAgo(30) });
    expect(
      checkRule(outdatedInstancesAfterScaleOut, { ...parts, ...ignoring, deployment: [ended, launch] }),
    ).toHaveLength(1);
  });
});

it.each([
  [
    "it was launched before",
    { deployment: [fleet, makeDeployment({ ...launch.value, createTime: minutesAgo(61) })] },
  ],
  [
    "it was launched afterwards",
    { deployment: [fleet, makeDeployment({ ...launch.value, createTime: minutesAgo(29) })] },
  ],
  ["it got the same revision", { deployment: [fleet, makeDeployment({ ...launch.value, revision: fresh })] }],
  [
    "its revision is not known",
    { deployment: [fleet, makeDeployment({ ...launch.value, revision: undefined })] },
  ],
  [
    "its deployment failed: it was replaced",
    { "deployment-target": [makeDeploymentTarget({ ...launched.value, status: "Failed" })] },
  ],
  [
    "the fleet deployment failed: the old revision is the right one",
    { deployment: [makeDeployment({ ...fleet.value, status: "Failed" }), launch] },
  ],
  ["it left the group", { member: [] }],
  ["it is not in service", { member: [makeMember({ lifecycleState: "Standby" })] }],
])("nothing is said of an instance where %s", (_, changed) => {
  expect(checkRule(outdatedInstancesAfterScaleOut, { ...parts, ...ignoring, ...changed })).toEqual([]);
});

it("a day later it is info", () => {
  const findings = checkRule(outdatedInstancesAfterScaleOut, {
    ...parts,
    deployment: [
      makeDeployment({
        ...fleet.value,
        createTime: minutesAgo(1500),
        completeTime: secondsAgo(24 * 3600 + 1),
      }),
      makeDeployment({ ...launch.value, createTime: minutesAgo(1480) }),
    ],
  });
  expect(findings).toMatchObject([{ severity: "info" }]);
});

it.each<[SourceId, number]>([
  ["codedeploy-deployments", 0],
  ["codedeploy-targets", 0],
  ["autoscaling-groups", 1],
])("%s read in part: %i finding", (source, count) => {
  expect(checkRule(outdatedInstancesAfterScaleOut, parts, { partial: [source] })).toHaveLength(count);
});
