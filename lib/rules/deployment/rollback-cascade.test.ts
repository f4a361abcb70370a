import { expect, it } from "vitest";
import { rollbackCascade } from "#lib/rules/deployment/rollback-cascade.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment } from "#lib/testing/failed-targets.ts";

type Init = Parameters<typeof makeDeployment>[0];

const release = makeFailedDeployment({ id: "d-RELEASE", rollbackDeploymentId: "d-BACK" });

function makeBack(value: Init = {}) {
  return makeDeployment({
    id: "d-BACK",
    status: "Succeeded",
    creator: "codeDeployRollback",
    rollbackOf: "d-RELEASE",
    createTime: minutesAgo(5),
    completeTime: minutesAgo(3),
    ...value,
  });
}

function check(...deployment: readonly ReturnType<typeof makeDeployment>[]) {
  return checkRule(rollbackCascade, { deployment }, { partial: ["codedeploy-deployments"] });
}

it("a rollback that succeeded is explained, from the release that began it", () => {
  expect(check(release, makeBack())).toMatchObject([
    {
      subject: { kind: "deployment", id: "d-BACK" },
      verdict: "proved",
      severity: "info",
      since: minutesAgo(5),
      summary: "d-BACK rolls back d-RELEASE: it succeeded, and the revision before is back (14:19:10 UTC).",
    },
  ]);
});

it("one that failed leaves the fleet mixed: warning", () => {
  const findings = check(release, makeBack({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS" }));
  expect(findings).toMatchObject([{ severity: "warning" }]);
  expect(findings[0]?.summary).toContain("it ended Failed itself, so instances may hold different revisions");
});

it("one that runs is told as it is", () => {
  const [finding] = check(release, makeBack({ status: "InProgress", completeTime: undefined }));
  expect(finding?.severity).toBe("info");
  expect(finding?.summary).toContain("it is InProgress");
});

it("a chain is one story", () => {
  const second = makeBack({ id: "d-BACK2", rollbackOf: "d-BACK", createTime: minutesAgo(2) });
  const findings = check(second, makeBack({ status: "Failed" }), release);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.summary).toContain(
    "d-RELEASE, then d-BACK and then d-BACK2, each a rollback of the one before:",
  );
  expect(findings[0]?.advice[0]?.command).toContain("--deployment-id d-RELEASE");
});

it.each([
  ["only the release names the rollback", [release, makeBack({ rollbackOf: undefined })], "d-RELEASE"],
  ["the release was not read", [makeBack()], "d-RELEASE"],
  ["neither names the other", [makeBack({ rollbackOf: undefined })], "an earlier deployment"],
])("where %s", (_, deployments, undone) => {
  expect(check(...deployments)[0]?.summary).toContain(`d-BACK rolls back ${undone}:`);
});

it("rollbacks that name each other in a circle end all the same", () => {
  const other = makeBack({ id: "d-OTHER", rollbackOf: "d-BACK", createTime: minutesAgo(9) });
  expect(check(makeBack({ rollbackOf: "d-OTHER" }), other)).toHaveLength(1);
});

it.each([
  ["an ordinary failure", [makeFailedDeployment()]],
  [
    "a rollback before the last release that succeeded",
    [release, makeBack(), makeDeployment({ id: "d-NEW", status: "Succeeded", createTime: minutesAgo(1) })],
  ],
  [
    "a rollback that succeeded more than a day ago",
    [makeBack({ createTime: minutesAgo(1500), completeTime: minutesAgo(1441) })],
  ],
])("%s is not meant", (_, deployments) => {
  expect(check(...deployments)).toEqual([]);
});

it("a rollback that failed more than a day ago is info", () => {
  const old = { status: "Failed", createTime: minutesAgo(1500), completeTime: minutesAgo(1441) };
  expect(check(makeBack(old))).toMatchObject([{ severity: "info" }]);
});
