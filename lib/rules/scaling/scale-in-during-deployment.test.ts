import { describe, expect, it } from "vitest";
import type { Deployment, DeploymentTarget } from "#lib/domain/code-deploy.ts";
import { scaleInDuringDeployment } from "#lib/rules/scaling/scale-in-during-deployment.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeDeployment, makeDeploymentTarget, minutesAgo } from "#lib/testing/facts.ts";
import { causeTexts, makeTermination } from "#lib/testing/scaling-facts.ts";

type Case = {
  readonly activity?: ReturnType<typeof makeTermination>;
  readonly target?: Partial<DeploymentTarget>;
  readonly deployment?: Partial<Deployment>;
  readonly more?: readonly ReturnType<typeof makeDeployment>[];
};

function check({ activity = makeTermination("scaleIn"), target, deployment, more = [] }: Case) {
  return checkRule(scaleInDuringDeployment, {
    "scaling-activity": [activity],
    "deployment-target": [makeDeploymentTarget(target)],
    deployment: [makeDeployment(deployment), ...more],
  });
}

it("a target that was scaled in while it was awaited is told with its deployment", () => {
  const [finding] = check({});
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "corroborated",
    severity: "warning",
    since: minutesAgo(5),
    summary: `asg-prod-api was scaled in at 14:17:10 UTC while d-7QK2AAAAA was deploying to it: ${idA} was terminated before CodeDeploy was done with it.`,
  });
  expect(finding?.evidence.map(({ value }) => value)).toContain(causeTexts.scaleIn);
});

it.each([
  ["a person's termination", { activity: makeTermination("user") }],
  ["a failed health check", { activity: makeTermination("elb") }],
  ["one before the deployment", { activity: makeTermination("scaleIn", 21) }],
  ["another instance", { target: { targetId: idB } }],
  ["a target that was done", { target: { status: "Succeeded" } }],
  ["a target that was left out", { target: { status: "Skipped" } }],
  [
    "a target that had failed before",
    {
      target: {
        status: "Failed",
        events: [{ name: "Install", status: "Failed", startTime: minutesAgo(9), endTime: minutesAgo(8) }],
      },
    },
  ],
  ["a deployment for a launch", { deployment: { creator: "autoscaling" } }],
  ["a deployment for the termination itself", { deployment: { creator: "autoscalingTermination" } }],
  ["a deployment that ended well", { deployment: { status: "Succeeded", completeTime: minutesAgo(1) } }],
  [
    "a deployment that ended before",
    { deployment: { status: "Failed", completeTime: minutesAgo(6), createTime: minutesAgo(20) } },
  ],
] satisfies readonly (readonly [string, Case])[])("%s is not meant", (_, given) => {
  expect(check(given)).toEqual([]);
});

it("a target that failed because of it is meant", () => {
  const events = [{ name: "Install", status: "Failed", startTime: minutesAgo(9), endTime: minutesAgo(1) }];
  expect(check({ target: { status: "Failed", events } })).toHaveLength(1);
});

describe("a deployment that failed over it", () => {
  const failed = (completeMinutes: number) => ({
    activity: makeTermination("scaleIn", completeMinutes + 5),
    deployment: {
      status: "Failed",
      createTime: minutesAgo(completeMinutes + 20),
      completeTime: minutesAgo(completeMinutes),
    },
  });

  it("is a warning for a day, and then explains", () => {
    expect(check(failed(24 * 60))[0]?.severity).toBe("warning");
    expect(check(failed(24 * 60 + 1))[0]?.severity).toBe("info");
  });

  it("is mended by one that succeeded since", () => {
    const later = makeDeployment({ id: "d-LATER", status: "Succeeded", createTime: minutesAgo(2) });
    expect(check({ ...failed(10), more: [later] })).toEqual([]);
  });
});
