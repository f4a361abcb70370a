import { describe, expect, it } from "vitest";
import { agentDiskOrMemoryExhausted } from "#lib/rules/agent/agent-disk-or-memory-exhausted.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

function check(name: string, said: { readonly message?: string; readonly logTail?: string }) {
  const event = makeFailedEvent({ name, diagnostics: { errorCode: "UnknownError", ...said } });
  return checkRule(agentDiskOrMemoryExhausted, {
    deployment: [makeFailedDeployment()],
    "deployment-target": [makeFailedTarget(event)],
  });
}

describe("agent-disk-or-memory-exhausted", () => {
  it.each([
    ["ApplicationStart", "sh: fork: Cannot allocate memory"],
    ["Install", "No space left on device @ io_write"],
    ["DownloadBundle", "no space left on device"],
  ])("%s that fails with “%s” is proved by the system's own words", (name, text) => {
    expect(check(name, { logTail: text })).toMatchObject([{ verdict: "proved" }]);
    expect(check(name, { message: text })).toMatchObject([{ verdict: "proved" }]);
  });

  it.each(["memory: 95 %", "disk nearly full", "allocated memory"])(
    "“%s” is not the end of it",
    (logTail) => {
      expect(check("ApplicationStart", { logTail })).toEqual([]);
    },
  );
});
