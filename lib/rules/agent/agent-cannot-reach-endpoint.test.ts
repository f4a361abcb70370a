import { describe, expect, it } from "vitest";
import { agentCannotReachEndpoint } from "#lib/rules/agent/agent-cannot-reach-endpoint.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

function check(name: string, said: { readonly message?: string; readonly logTail?: string }) {
  const event = makeFailedEvent({ name, diagnostics: { errorCode: "UnknownError", ...said } });
  return checkRule(agentCannotReachEndpoint, {
    deployment: [makeFailedDeployment()],
    "deployment-target": [makeFailedTarget(event)],
  });
}

describe("agent-cannot-reach-endpoint", () => {
  it.each(["Network error: getaddrinfo", "SSL_connect: certificate verify failed", "execution expired"])(
    "“%s” counts where the agent fetched the bundle, and not as a script's own words",
    (message) => {
      expect(check("DownloadBundle", { message })).toMatchObject([{ verdict: "suspected" }]);
      expect(check("ApplicationStart", { message, logTail: message })).toEqual([]);
    },
  );

  it("what only the agent says counts in every event", () => {
    expect(check("ApplicationStart", { logTail: "Cannot reach InstanceService: Aws::Errors" })).toHaveLength(
      1,
    );
  });

  it("the way out is tried before anything is changed", () => {
    const [finding] = check("DownloadBundle", { message: "Network error" });
    expect(finding?.advice.map(({ command }) => command?.split(" ")[2])).toEqual([
      "get-deployment-target",
      "send-command",
      undefined,
    ]);
    expect(finding?.advice[1]?.command).toContain("https://codedeploy-commands.us-east-1.amazonaws.com");
  });
});
