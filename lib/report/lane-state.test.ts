import { describe, expect, it } from "vitest";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { type Membership, toLaneState } from "#lib/report/lane-state.ts";
import {
  idA,
  makeInstance,
  makeMember,
  makeTarget,
  makeTerminated,
  makeUnlisted,
} from "#lib/testing/facts.ts";

const say = (value: Partial<InstanceKnowledge>, membership: Membership = "complete") => {
  const { state, tone } = toLaneState(
    { instanceId: idA, targets: [], gone: false, ghost: false, ...value },
    membership,
  );
  return `${state} | ${tone}`;
};

describe("toLaneState", () => {
  it("does not call an instance groupless whose group could not be read", () => {
    expect(say({ ec2: makeInstance() }, "partial")).toBe("running, Auto Scaling not known | idle");
  });

  it.each<[string, Partial<InstanceKnowledge>, string]>([
    [
      "a ghost",
      { ghost: true, gone: true, ec2: makeTerminated(), member: makeMember() },
      "gone, still referred to | gone",
    ],
    ["a terminated instance", { gone: true, ec2: makeTerminated() }, "terminated | gone"],
    ["a forgotten instance", { gone: true, ec2: makeUnlisted() }, "gone | gone"],
    [
      "a member held by a hook",
      { member: makeMember({ lifecycleState: "Pending:Wait" }) },
      "Pending:Wait | waiting",
    ],
    ["a member in service", { member: makeMember() }, "InService | good"],
    ["a healthy one", { member: makeMember(), targets: [makeTarget()] }, "InService, healthy | good"],
    [
      "one that is unhealthy on one of two ports",
      { member: makeMember(), targets: [makeTarget(), makeTarget({ port: 9090, state: "unhealthy" })] },
      "InService, unhealthy | bad",
    ],
    [
      "one that Auto Scaling calls unhealthy",
      { member: makeMember({ healthStatus: "UNHEALTHY" }) },
      "InService, UNHEALTHY | bad",
    ],
    [
      "one that is called healthy in capitals",
      { member: makeMember({ healthStatus: "HEALTHY" }) },
      "InService | good",
    ],
    ["one on its own", { ec2: makeInstance() }, "running, in no Auto Scaling group | idle"],
    [
      "one on its own that drains",
      { ec2: makeInstance(), targets: [makeTarget({ state: "draining" })] },
      "running, in no Auto Scaling group, draining | idle",
    ],
    ["one that nobody could read", {}, "unknown | unknown"],
    [
      "a state that AWS added since",
      { member: makeMember({ lifecycleState: "Hovering" }) },
      "Hovering | unknown",
    ],
  ])("says of %s what it is", (_, value, words) => {
    expect(say(value)).toBe(words);
  });
});
