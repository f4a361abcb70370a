import { describe, expect, it } from "vitest";
import { agentClockSkew } from "#lib/rules/agent/agent-clock-skew.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

function check(name: string, said: { readonly message?: string; readonly logTail?: string }) {
  const event = makeFailedEvent({ name, diagnostics: { errorCode: "UnknownError", ...said } });
  return checkRule(agentClockSkew, {
    deployment: [makeFailedDeployment()],
    "deployment-target": [makeFailedTarget(event)],
  });
}

describe("agent-clock-skew", () => {
  it.each([
    "InvalidSignatureException - Signature expired: 20260131T130000Z is now earlier than 20260131T141500Z",
    "Signature not yet current: 20260131T160000Z",
    "Aws::S3::Errors::RequestTimeTooSkewed",
    "signature EXPIRED",
  ])("“%s” is suspected to be the clock", (message) => {
    expect(check("DownloadBundle", { message })).toMatchObject([
      { verdict: "suspected", severity: "warning" },
    ]);
  });

  it("a script's log may say it as well, since the clock is the same", () => {
    const [finding] = check("ApplicationStart", { logTail: "line one\n[stderr] Signature expired: x\nlast" });
    expect(finding?.summary).toContain("“[stderr] Signature expired: x”");
  });

  it.each(["InvalidSignatureException: the secret does not match", "certificate expired", "token expired"])(
    "“%s” is another trouble",
    (message) => {
      expect(check("DownloadBundle", { message })).toEqual([]);
    },
  );
});
