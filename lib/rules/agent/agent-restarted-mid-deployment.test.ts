import { describe, expect, it } from "vitest";
import { agentRestartedMidDeployment } from "#lib/rules/agent/agent-restarted-mid-deployment.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeDeployment, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const said = "Failing in-progress lifecycle event after an agent restart.";

function makeTold(message: string) {
  return makeFailedEvent({ name: "Install", diagnostics: { errorCode: "UnknownError", message } });
}

describe("agent-restarted-mid-deployment", () => {
  it("is proved by the agent's own text, and asks who restarted it", () => {
    const [finding, ...others] = checkRule(agentRestartedMidDeployment, {
      deployment: [makeFailedDeployment()],
      "deployment-target": [makeFailedTarget(makeTold(said))],
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "deployment", id: "d-7QK2AAAAA" },
      verdict: "proved",
      severity: "warning",
      since: minutesAgo(5),
    });
    expect(finding?.summary).toContain(idA);
    expect(finding?.advice.at(-1)?.text).toContain("deploy again");
  });

  it.each([
    ["another text", makeTold("exit 1")],
    ["an event that goes on", { ...makeTold(said), status: "InProgress" }],
  ])("%s is not meant", (_, event) => {
    const parts = { deployment: [makeFailedDeployment()], "deployment-target": [makeFailedTarget(event)] };
    expect(checkRule(agentRestartedMidDeployment, parts)).toEqual([]);
  });

  it("a later success makes it history", () => {
    const later = makeDeployment({ id: "d-NEW", status: "Succeeded", createTime: minutesAgo(4) });
    const parts = {
      deployment: [makeFailedDeployment(), later],
      "deployment-target": [makeFailedTarget(makeTold(said))],
    };
    expect(checkRule(agentRestartedMidDeployment, parts)).toEqual([]);
  });

  it.each([
    ["a day", 24 * 60, "warning"],
    ["longer than a day", 24 * 60 + 1, "info"],
  ])("%s ago it is a %s", (_, minutes, severity) => {
    const event = { ...makeTold(said), endTime: minutesAgo(minutes) };
    const parts = {
      deployment: [makeFailedDeployment({ createTime: minutesAgo(minutes + 10) })],
      "deployment-target": [makeFailedTarget(event)],
    };
    expect(checkRule(agentRestartedMidDeployment, parts)).toMatchObject([{ severity }]);
  });

  it("many instances are one finding, in a partial reading too", () => {
    const target = [idA, idB].map((targetId) => makeFailedTarget(makeTold(said), { targetId }));
    const parts = { deployment: [makeFailedDeployment()], "deployment-target": target };
    const findings = checkRule(agentRestartedMidDeployment, parts, { partial: ["codedeploy-targets"] });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.summary).toContain(`${idA} and ${idB}`);
  });
});
