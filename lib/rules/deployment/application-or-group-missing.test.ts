import { describe, expect, it } from "vitest";
import { applicationOrGroupMissing } from "#lib/rules/deployment/application-or-group-missing.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeployment } from "#lib/testing/facts.ts";

const failed = makeFailedWith("APPLICATION_MISSING");

describeErrorCode(applicationOrGroupMissing, {
  codes: [
    ["APPLICATION_MISSING", "the application was not there"],
    ["DEPLOYMENT_GROUP_MISSING", "the deployment group was not there"],
  ],
});

describe("both at once", () => {
  it("are two findings", () => {
    const other = makeDeployment({ ...failed.value, id: "d-OTHER", errorCode: "DEPLOYMENT_GROUP_MISSING" });
    expect(checkRule(applicationOrGroupMissing, { deployment: [failed, other] })).toHaveLength(2);
  });
});
