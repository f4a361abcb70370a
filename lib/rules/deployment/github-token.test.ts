import { describe, expect, it } from "vitest";
import { githubToken } from "#lib/rules/deployment/github-token.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeployment } from "#lib/testing/facts.ts";

const failed = makeFailedWith("MISSING_GITHUB_TOKEN");

describeErrorCode(githubToken, { codes: [["MISSING_GITHUB_TOKEN", "to fetch its revision"]] });

describe("the revision", () => {
  it("is named and cited where it is known", () => {
    const revision = { type: "GitHub", label: "github: acme/api@0a1b2c3" };
    const [finding] = checkRule(githubToken, { deployment: [makeDeployment({ ...failed.value, revision })] });
    expect(finding?.summary).toContain("to fetch github: acme/api@0a1b2c3.");
    expect(finding?.evidence.at(-1)?.value).toBe("github: acme/api@0a1b2c3");
  });
});
