import { describe, expect, it } from "vitest";
import { revisionMissing } from "#lib/rules/deployment/revision-missing.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const revision = { type: "S3", label: "s3://bundles/api/r41.zip" };
const refused = { errorCode: "REVISION_MISSING", errorMessage: "gone", revision };

describe("by CodeDeploy's code", () => {
  it("it is proved, and S3 can be asked", () => {
    const findings = checkRule(revisionMissing, { deployment: [makeFailedDeployment(refused)] });
    expect(findings).toMatchObject([
      { subject: { id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(5) },
    ]);
    expect(findings[0]?.advice[1]?.command).toContain("s3api head-object --bucket bundles --key api/r41.zip");
  });

  it.each([
    ["another code", { ...refused, errorCode: "INVALID_REVISION" }],
    ["a deployment that still runs", { ...refused, status: "InProgress" }],
  ])("%s is not meant", (_, value) => {
    expect(checkRule(revisionMissing, { deployment: [makeFailedDeployment(value)] })).toEqual([]);
  });

  it("a later deployment of the whole group mends it", () => {
    const later = makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(2) });
    expect(checkRule(revisionMissing, { deployment: [makeFailedDeployment(refused), later] })).toEqual([]);
  });
});

describe("by the words of DownloadBundle", () => {
  const event = makeFailedEvent({
    name: "DownloadBundle",
    diagnostics: { errorCode: "UnknownError", message: "The specified key does not exist." },
  });

  it("a launch, which takes the revision that last succeeded, is told so", () => {
    const [finding] = checkRule(revisionMissing, {
      deployment: [makeFailedDeployment({ revision, creator: "autoscaling" })],
      "deployment-target": [makeFailedTarget(event)],
    });
    expect(finding?.summary).toContain("(a launch gets the revision that last succeeded)");
    expect(finding?.evidence.map(({ field }) => field)).toContain("revision");
    expect(finding?.advice[2]?.text).toContain("until then no launch can succeed");
  });

  it("another event with the same words is not meant", () => {
    expect(
      checkRule(revisionMissing, {
        deployment: [makeFailedDeployment()],
        "deployment-target": [makeFailedTarget({ ...event, name: "AfterInstall" })],
      }),
    ).toEqual([]);
  });
});
