import { describe, expect, it } from "vitest";
import { alarmActive } from "#lib/rules/deployment/alarm-active.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeployment, makeDeploymentGroup } from "#lib/testing/facts.ts";

const failed = makeFailedWith("ALARM_ACTIVE");
const parts = {
  deployment: [failed],
  "deployment-group": [makeDeploymentGroup({ alarmNames: ["api-5xx", "api's load"] })],
};

describeErrorCode(alarmActive, {
  codes: [["ALARM_ACTIVE", "The group watches api-5xx and api's load"]],
  parts,
});

it("a launch that the alarm stopped says so, and a fleet deployment does not", () => {
  const launch = makeDeployment({ ...failed.value, status: "Stopped", creator: "autoscaling" });
  expect(checkRule(alarmActive, { ...parts, deployment: [launch] })[0]?.summary).toContain(
    "made for a launch",
  );
  expect(checkRule(alarmActive, parts)[0]?.summary).not.toContain("made for a launch");
});

describe("the advice", () => {
  it("looks at the alarms first and switches them off last", () => {
    const commands = checkRule(alarmActive, parts)[0]?.advice.map(({ command }) => command);
    expect(commands?.[1]).toBe(
      "aws cloudwatch describe-alarms --alarm-names api-5xx 'api'\\''s load' --region us-east-1",
    );
    expect(commands?.at(-1)).toContain('{"enabled":false,"alarms":[{"name":"api-5xx"}');
    expect(commands?.join(" ")).toContain('"ignorePollAlarmFailure":true');
  });

  it("does not offer to ignore what is ignored already", () => {
    const group = makeDeploymentGroup({ alarmNames: ["api-5xx"], ignoresAlarmPollFailure: true });
    const [finding] = checkRule(alarmActive, { ...parts, "deployment-group": [group] });
    expect(finding?.advice.some(({ command }) => command?.includes("ignorePoll"))).toBe(false);
  });

  it("is to deploy again where no alarm is watched any more", () => {
    const [finding] = checkRule(alarmActive, { ...parts, "deployment-group": [makeDeploymentGroup()] });
    expect(finding?.advice.at(-1)?.text).toContain("no alarm enabled");
  });
});
