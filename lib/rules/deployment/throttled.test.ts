import { describe, expect, it } from "vitest";
import { throttled } from "#lib/rules/deployment/throttled.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeployment, minutesAgo } from "#lib/testing/facts.ts";

const failed = makeFailedWith("THROTTLED");

describeErrorCode(throttled, { codes: [["THROTTLED", "refused CodeDeploy's calls"]] });

describe("the same again", () => {
  it("is one finding about the newest", () => {
    const before = makeDeployment({ ...failed.value, id: "d-BEFORE", createTime: minutesAgo(60) });
    const findings = checkRule(throttled, { deployment: [before, failed] });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.summary).toContain("The same happened in 1 earlier deployment.");
  });
});
