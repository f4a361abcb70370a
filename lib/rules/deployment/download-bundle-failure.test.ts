import { expect, it } from "vitest";
import { downloadBundleFailure } from "#lib/rules/deployment/download-bundle-failure.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const revision = { type: "S3", label: "s3://bundles/api/r42.zip" };

function check(message: string, deployment = makeFailedDeployment({ revision })) {
  const event = makeFailedEvent({
    name: "DownloadBundle",
    diagnostics: { errorCode: "UnknownError", message },
  });
  return checkRule(
    downloadBundleFailure,
    { deployment: [deployment], "deployment-target": [makeFailedTarget(event)] },
    { partial: ["codedeploy-targets"] },
  );
}

it.each([
  ["not opened for reading", "refused or could not be opened"],
  ["Access Denied", "refused or could not be opened"],
  ["execution expired", "not reached in time"],
  ["something new", "could not be downloaded"],
])("%s: the bundle was %s", (message, words) => {
  const [finding] = check(message);
  expect(finding).toMatchObject({ verdict: "proved", severity: "warning" });
  expect(finding?.summary).toContain(words);
  expect(finding?.evidence.at(-1)).toMatchObject({ field: "revision", value: revision.label });
  expect(finding?.advice[1]?.command).toBe(
    "aws s3api head-object --bucket bundles --key api/r42.zip --region us-east-1",
  );
});

it("of a revision that is not in S3, no object is looked at", () => {
  const [finding] = check("execution expired", makeFailedDeployment());
  expect(finding?.advice).toHaveLength(2);
});

it.each(["", "The specified key does not exist.", "invalid character '<' in appspec.yml"])(
  "%j is not meant",
  (message) => {
    expect(check(message)).toEqual([]);
  },
);
