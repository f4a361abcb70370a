import { describe, expect, it } from "vitest";
import { githubToken } from "#lib/rules/deployment/github-token.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "MISSING_GITHUB_TOKEN",
  completeTime: minutesAgo(15),
});
const parts = { deployment: [failed] };

it.each([["MISSING_GITHUB_TOKEN", "to fetch its revision"]])(
  "%s is proved by the code alone",
  (errorCode, words) => {
    const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
    const findings = checkRule(
      githubToken,
      { ...parts, deployment },
      { partial: ["codedeploy-deployments"] },
    );
    expect(findings).toMatchObject([
      { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(15) },
    ]);
    expect(findings[0]?.summary).toContain(words);
  },
);

it.each([
  ["another code", { errorCode: "SOMETHING_NEW" }],
  ["no code", { errorCode: undefined }],
  ["the code on a deployment that goes on", { status: "InProgress" }],
])("%s is not meant", (_, value) => {
  expect(
    checkRule(githubToken, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(githubToken, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(githubToken, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(githubToken, { ...parts, deployment })[0]?.severity).toBe(severity);
});

describe("the revision", () => {
  it("is named and cited where it is known", () => {
    const revision = { type: "GitHub", label: "github: acme/api@0a1b2c3" };
    const [finding] = checkRule(githubToken, { deployment: [makeDeployment({ ...failed.value, revision })] });
    expect(finding?.summary).toContain("to fetch github: acme/api@0a1b2c3.");
    expect(finding?.evidence.at(-1)?.value).toBe("github: acme/api@0a1b2c3");
  });
});
