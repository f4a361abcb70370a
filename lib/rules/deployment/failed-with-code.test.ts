import { describe, expect, it } from "vitest";
import { toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { isRollback, isUnsuccessful, toAftermath } from "#lib/rules/deployment/last-success.ts";
import { makeDeployment, minutesAgo, secondsAgo, testNow, testScope } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "THROTTLED",
  errorMessage: "Rate exceeded",
  completeTime: minutesAgo(5),
});
const context = { scope: testScope, now: testNow, partial: [] };
const words = { means: "it was throttled", disprovedBy: "nothing", advice: [] };

function find(...deployments: readonly ReturnType<typeof makeDeployment>[]) {
  return toFailuresByCode(deployments, ["THROTTLED", "OTHER"]).map((failure) =>
    toCodeFinding(failure, context, words),
  );
}

describe("failures with a code", () => {
  it("are proved by status, code and message", () => {
    const [finding] = find(failed);
    expect(finding).toMatchObject({
      subject: { kind: "deployment", id: "d-7QK2AAAAA" },
      verdict: "proved",
      since: minutesAgo(5),
      summary: "d-7QK2AAAAA failed at 14:17:10 UTC with THROTTLED: it was throttled.",
    });
    expect(finding).not.toHaveProperty("severity");
    expect(finding?.evidence.map(({ field, value }) => `${field} ${value}`)).toEqual([
      "status Failed",
      "errorInformation.code THROTTLED",
      "errorInformation.message Rate exceeded",
    ]);
    expect(finding?.advice[0]?.command).toContain("get-deployment --deployment-id d-7QK2AAAAA");
  });

  it("of one code are one, about the newest, and of two codes two", () => {
    const older = makeDeployment({ ...failed.value, id: "d-OLD", createTime: minutesAgo(60) });
    const other = makeDeployment({ ...failed.value, id: "d-OTHER", errorCode: "OTHER" });
    const findings = find(older, failed, other);
    expect(findings.map(({ subject }) => subject.id)).toEqual(["d-7QK2AAAAA", "d-OTHER"]);
    expect(findings[0]?.summary).toContain("The same happened in 1 earlier deployment.");
    expect(findings[0]?.evidence.at(-1)).toMatchObject({ entity: "d-OLD", value: "THROTTLED" });
  });

  it("compare codes without regard to case, and show them as AWS sent them", () => {
    const [finding] = find(makeDeployment({ ...failed.value, errorCode: "Throttled" }));
    expect(finding?.summary).toContain("with Throttled:");
  });

  it("of a stopped deployment say so", () => {
    expect(find(makeDeployment({ ...failed.value, status: "Stopped" }))[0]?.summary).toContain(
      "d-7QK2AAAAA was stopped at",
    );
  });

  it.each([
    ["another code", { errorCode: "TIMEOUT" }],
    ["no code", { errorCode: undefined }],
    ["a deployment that goes on", { status: "InProgress" }],
    ["one that succeeded", { status: "Succeeded" }],
    ["a status nobody knows, which is taken as open", { status: "SomethingNew" }],
  ])("are not: %s", (_, value) => {
    expect(find(makeDeployment({ ...failed.value, ...value }))).toEqual([]);
  });

  it.each([
    [24 * 3600, undefined],
    [24 * 3600 + 1, "info"],
  ])("%i seconds ago have the severity %s", (seconds, severity) => {
    const [finding] = find(makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) }));
    expect(finding?.severity).toBe(severity);
  });

  it("without any time are shown all the same", () => {
    const times = { createTime: undefined, startTime: undefined, completeTime: undefined };
    const [finding] = find(makeDeployment({ ...failed.value, ...times }));
    expect(finding?.summary).toContain("d-7QK2AAAAA failed with THROTTLED");
  });
});

describe("what came after", () => {
  const user = { id: "d-LATER", status: "Succeeded", createTime: minutesAgo(19) };
  const launch = { ...user, creator: "autoscaling" };

  it.each([
    ["a later success", "user", user, "mended"],
    ["an earlier success", "user", { ...user, createTime: minutesAgo(21) }, "standing"],
    ["a success of the same second", "user", { ...user, createTime: minutesAgo(20) }, "standing"],
    ["a later failure", "user", { ...user, status: "Failed" }, "standing"],
    ["a launch, for the whole group", "user", launch, "standing"],
    ["a launch, for a launch", "autoscaling", launch, "mended"],
    ["a deployment to the group, for a launch", "autoscaling", user, "mended"],
    ["a launch, for a termination", "autoscalingTermination", launch, "standing"],
    ["a rollback", "user", { ...user, creator: "codeDeployRollback" }, "rolled-back"],
    ["a deployment without a time", "user", { ...user, createTime: undefined }, "standing"],
  ])("%s", (_, creator, later, aftermath) => {
    const value = { ...failed.value, creator };
    expect(toAftermath(value, [makeDeployment(value), makeDeployment(later)])).toBe(aftermath);
  });

  it("a rollback that succeeded makes the failure info", () => {
    const rollback = makeDeployment({ ...user, creator: "codeDeployRollback" });
    const [finding] = find(failed, rollback);
    expect(finding?.severity).toBe("info");
    expect(finding?.summary).toContain("A rollback has succeeded since.");
  });
});

it.each([
  [{ creator: "codeDeployRollback" }, true],
  [{ rollbackOf: "d-1" }, true],
  [{ rollbackDeploymentId: "d-2" }, false],
  [{ creator: "user" }, false],
])("%j is a rollback: %s", (value, expected) => {
  expect(isRollback(makeDeployment(value).value)).toBe(expected);
});

it.each([
  ["Failed", true],
  ["Stopped", true],
  ["Succeeded", false],
  ["InProgress", false],
])("%s is unsuccessful: %s", (status, expected) => {
  expect(isUnsuccessful({ status })).toBe(expected);
});
