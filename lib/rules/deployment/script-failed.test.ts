import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { scriptFailed } from "#lib/rules/deployment/script-failed.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const diagnostics = {
  errorCode: "ScriptFailed",
  scriptName: "scripts/start.sh",
  message: "Script at specified location: scripts/start.sh failed with exit code 1",
  logTail: "[stderr]port 8080 in use",
};

function fail(value: Partial<LifecycleEvent> = {}): LifecycleEvent {
  return {
    name: "ApplicationStart",
    status: "Failed",
    startTime: minutesAgo(6),
    endTime: minutesAgo(5),
    diagnostics,
    ...value,
  };
}

function makeFailed(event = fail(), value: Parameters<typeof makeDeploymentTarget>[0] = {}) {
  return makeDeploymentTarget({
    status: "Failed",
    events: [{ name: "Install", status: "Succeeded" }, event],
    ...value,
  });
}

const deployment = makeDeployment({ status: "Failed" });

it("a failed script is proved, with everything CodeDeploy says about it", () => {
  const findings = checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [makeFailed()] });
  expect(findings).toMatchObject([
    {
      subject: { kind: "deployment", id: "d-7QK2AAAAA" },
      verdict: "proved",
      severity: "warning",
      since: minutesAgo(5),
      summary: `d-7QK2AAAAA: ApplicationStart failed at 14:17:10 UTC with ScriptFailed: scripts/start.sh on ${idA}.`,
    },
  ]);
  expect(findings[0]?.evidence.map(({ field }) => field)).toEqual([
    "lifecycleEvents[ApplicationStart].status",
    "lifecycleEvents[ApplicationStart].diagnostics.errorCode",
    "lifecycleEvents[ApplicationStart].diagnostics.scriptName",
    "lifecycleEvents[ApplicationStart].diagnostics.message",
    "lifecycleEvents[ApplicationStart].diagnostics.logTail",
  ]);
});

it.each([
  ["ScriptMissing", "names no file"],
  ["ScriptNotExecutable", "executable"],
  ["ScriptTimedOut", "timeout"],
])("%s has its own remedy", (errorCode, words) => {
  const target = makeFailed(fail({ diagnostics: { errorCode } }));
  const [finding] = checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [target] });
  expect(finding?.advice.at(-1)?.text).toContain(words);
  expect(finding?.summary).toContain("its script");
});

it("a failed ApplicationStop is the fault of the revision before", () => {
  const target = makeFailed(fail({ name: "ApplicationStop" }));
  const [finding] = checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [target] });
  expect(finding?.advice.at(-1)?.text).toContain("mending the new revision does not help");
});

it.each([
  ["an event that succeeded", fail({ status: "Succeeded", diagnostics: { errorCode: "Success" } })],
  [
    "an agent that did not answer",
    fail({
      diagnostics: {
        errorCode: "UnknownError",
        message: "agent was not able to receive the lifecycle event",
      },
    }),
  ],
  ["an event that failed without saying why", fail({ diagnostics: undefined })],
  ["a code that nobody knows", fail({ diagnostics: { errorCode: "SomethingNew" } })],
])("%s is not meant, in a partial reading either", (_, event) => {
  const parts = { deployment: [deployment], "deployment-target": [makeFailed(event)] };
  expect(checkRule(scriptFailed, parts, { partial: ["codedeploy-targets"] })).toEqual([]);
});

describe("several failures", () => {
  it("of the same script are one finding about the newest deployment", () => {
    const lap = makeDeployment({
      id: "d-LAP1",
      status: "Failed",
      creator: "autoscaling",
      createTime: minutesAgo(40),
    });
    const findings = checkRule(scriptFailed, {
      deployment: [lap, deployment],
      "deployment-target": [makeFailed(fail(), { deploymentId: "d-LAP1", targetId: idB }), makeFailed()],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.subject.id).toBe("d-7QK2AAAAA");
    expect(findings[0]?.summary).toContain(
      `on ${idA} and ${idB}. The same happened in 1 earlier deployment.`,
    );
  });

  it("of two scripts are two", () => {
    const other = makeFailed(fail({ name: "ValidateService" }), { targetId: idB });
    expect(
      checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [makeFailed(), other] }),
    ).toHaveLength(2);
  });
});

describe("a deployment that succeeded", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });

  it("later mends it", () => {
    expect(
      checkRule(scriptFailed, { deployment: [deployment, success(19)], "deployment-target": [makeFailed()] }),
    ).toEqual([]);
  });

  it("earlier does not", () => {
    expect(
      checkRule(scriptFailed, { deployment: [deployment, success(21)], "deployment-target": [makeFailed()] }),
    ).toHaveLength(1);
  });
});

it.each([
  [24 * 3600, "warning"],
  [24 * 3600 + 1, "info"],
])("a failure %i seconds ago is %s", (seconds, severity) => {
  const target = makeFailed(fail({ endTime: secondsAgo(seconds) }));
  expect(checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [target] })).toMatchObject([
    { severity },
  ]);
});
