import { describe, expect, it } from "vitest";
import { instanceProfileInsufficient } from "#lib/rules/agent/instance-profile-insufficient.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

function check(name: string, said: { readonly message?: string; readonly logTail?: string }) {
  const event = makeFailedEvent({ name, diagnostics: { errorCode: "UnknownError", ...said } });
  return checkRule(instanceProfileInsufficient, {
    deployment: [makeFailedDeployment()],
    "deployment-target": [makeFailedTarget(event)],
  });
}

describe("instance-profile-insufficient", () => {
  it.each([
    "Access Denied",
    "AccessDeniedException",
    "The server answered 403 Forbidden",
    "not opened for reading",
    "User: arn:aws:sts::123456789012:assumed-role/api/i-1 is not authorized to perform: s3:GetObject",
  ])("“%s” is suspected where the agent fetched the bundle", (message) => {
    expect(check("DownloadBundle", { message })).toMatchObject([{ verdict: "suspected" }]);
  });

  it.each([
    ["ApplicationStart", "Access Denied"],
    ["Install", "403"],
    ["DownloadBundle", "The specified key does not exist"],
    ["DownloadBundle", "took 14035 ms"],
  ])("%s that fails with “%s” is another trouble", (name, message) => {
    expect(check(name, { message })).toEqual([]);
  });
});
