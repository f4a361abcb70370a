import { describe, expect, it } from "vitest";
import { scriptFailed } from "#lib/rules/deployment/script-failed.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";
import {
  makeFailedEvent as makeEvent,
  makeFailedTarget as makeFailed,
  makeFailedDeployment,
} from "#lib/testing/failed-targets.ts";

const deployment = makeFailedDeployment();

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
  expect(findings[0]?.advice[0]?.command).toContain("get-deployment-target");
});

it("a script that has no name stands under its event", () => {
  const event = makeEvent({ diagnostics: { errorCode: "ScriptFailed" } });
  const [finding] = checkRule(scriptFailed, {
    deployment: [deployment],
    "deployment-target": [makeFailed(event)],
  });
  expect(finding?.summary).toContain("ApplicationStart failed at 14:17:10 UTC with ScriptFailed: its script");
});

it.each([
  ["an event that succeeded", makeEvent({ status: "Succeeded", diagnostics: { errorCode: "Success" } })],
  [
    "an agent that did not answer",
    makeEvent({
      diagnostics: {
        errorCode: "UnknownError",
        message: "agent was not able to receive the lifecycle event",
      },
    }),
  ],
  ["an event that failed without saying why", makeEvent({ diagnostics: undefined })],
  ["a code that nobody knows", makeEvent({ diagnostics: { errorCode: "SomethingNew" } })],
  ["a script that is missing", makeEvent({ diagnostics: { errorCode: "ScriptMissing" } })],
  ["a script of the revision before", makeEvent({ name: "ApplicationStop" })],
])("%s is not meant, in a partial reading either", (_, event) => {
  const parts = { deployment: [deployment], "deployment-target": [makeFailed(event)] };
  expect(checkRule(scriptFailed, parts, { partial: ["codedeploy-targets"] })).toEqual([]);
});

it.each(["Succeeded", "InProgress"])("a target that is %s has not failed by it", (status) => {
  const target = makeFailed(makeEvent(), { status });
  expect(checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [target] })).toEqual([]);
});

it("a failure in a deployment that still runs is told at once", () => {
  const parts = { deployment: [makeDeployment()], "deployment-target": [makeFailed()] };
  expect(checkRule(scriptFailed, parts)).toHaveLength(1);
});

describe("several failures", () => {
  it("of the same script are one finding about the newest deployment", () => {
    const lap = makeFailedDeployment({ id: "d-LAP1", creator: "autoscaling", createTime: minutesAgo(40) });
    const findings = checkRule(scriptFailed, {
      deployment: [lap, deployment],
      "deployment-target": [makeFailed(makeEvent(), { deploymentId: "d-LAP1", targetId: idB }), makeFailed()],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.subject.id).toBe("d-7QK2AAAAA");
    expect(findings[0]?.summary).toContain(
      `on ${idA} and ${idB}. The same happened in 1 earlier deployment.`,
    );
    expect(findings[0]?.evidence.at(-1)?.entity).toBe(`d-LAP1/${idB}`);
  });

  it("of two scripts are two", () => {
    const other = makeFailed(makeEvent({ name: "ValidateService" }), { targetId: idB });
    expect(
      checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [makeFailed(), other] }),
    ).toHaveLength(2);
  });
});

describe("a deployment that succeeded", () => {
  const good = (value: Parameters<typeof makeDeployment>[0]) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", ...value });
  const check = (later: ReturnType<typeof good>, failed = deployment) =>
    checkRule(scriptFailed, { deployment: [failed, later], "deployment-target": [makeFailed()] });

  it("later mends it", () => {
    expect(check(good({ createTime: minutesAgo(19) }))).toEqual([]);
  });

  it("earlier does not", () => {
    expect(check(good({ createTime: minutesAgo(21) }))).toHaveLength(1);
  });

  it("for a launch does not mend the whole group: it brings the revision before", () => {
    expect(check(good({ createTime: minutesAgo(3), creator: "autoscaling" }))).toHaveLength(1);
  });

  it("for a launch mends a failed launch", () => {
    const failed = makeFailedDeployment({ creator: "autoscaling" });
    expect(check(good({ createTime: minutesAgo(3), creator: "autoscaling" }), failed)).toEqual([]);
  });

  it("as a rollback makes it info", () => {
    const [finding] = check(good({ createTime: minutesAgo(3), creator: "codeDeployRollback" }));
    expect(finding?.severity).toBe("info");
    expect(finding?.summary).toContain("A rollback has succeeded since.");
  });
});

it.each([
  [24 * 3600, "warning"],
  [24 * 3600 + 1, "info"],
])("a failure %i seconds ago is %s", (seconds, severity) => {
  const target = makeFailed(makeEvent({ endTime: secondsAgo(seconds) }));
  expect(checkRule(scriptFailed, { deployment: [deployment], "deployment-target": [target] })).toMatchObject([
    { severity },
  ]);
});
