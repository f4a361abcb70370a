import { describe, expect, it } from "vitest";
import { alarmActive } from "#lib/rules/deployment/alarm-active.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, makeDeploymentGroup, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "ALARM_ACTIVE",
  completeTime: minutesAgo(15),
});
const parts = {
  deployment: [failed],
  "deployment-group": [makeDeploymentGroup({ alarmNames: ["api-5xx", "api's load"] })],
};

it.each([["ALARM_ACTIVE", "The group watches api-5xx and api's load"]])(
  "%s is proved by the code alone",
  (errorCode, words) => {
    const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
    const findings = checkRule(
      alarmActive,
      { ...parts, deployment },
      { partial: ["codedeploy-deployments"] },
    );
    expect(findings).toMatchObject([
      { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(15) },
    ]);
    expect(findings[0]?.summary).toContain(words);
  },
);

it.each([
  ["another code", { errorCode: "SOMETHING_NEW" }],
  ["no code", { errorCode: undefined }],
  ["the code on a deployment that goes on", { status: "InProgress" }],
])("%s is not meant", (_, value) => {
  expect(
    checkRule(alarmActive, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(alarmActive, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(alarmActive, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(alarmActive, { ...parts, deployment })[0]?.severity).toBe(severity);
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
