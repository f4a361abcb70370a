import { describe, expect, it } from "vitest";
import { bgConfigMissing } from "#lib/rules/blue-green/bg-config-missing.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeploymentGroup } from "#lib/testing/facts.ts";

const failed = makeFailedWith("MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION");
const parts = { deployment: [failed], "deployment-group": [makeDeploymentGroup()] };

describeErrorCode(bgConfigMissing, {
  codes: [["MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION", "lacks the settings"]],
  parts,
});

describe("the group's settings", () => {
  it("are cited, and said to be missing", () => {
    const values = checkRule(bgConfigMissing, parts)[0]?.evidence.map(({ value }) => value);
    expect(values?.slice(-3)).toEqual(["not set", "not set", "not set"]);
  });

  it("are left out where the group was not read", () => {
    expect(checkRule(bgConfigMissing, { deployment: [failed] })[0]?.evidence).toHaveLength(2);
  });
});
