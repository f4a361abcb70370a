import { describe, expect, it } from "vitest";
import { attachedInstanceWithoutHook } from "#lib/rules/hooks/attached-instance-without-hook.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idB,
  idC,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  makeMember,
  makeTargetList,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const attach = {
  id: "attach-c",
  description: `Attaching an existing EC2 instance: ${idC}`,
  startTime: minutesAgo(30),
};

function makeAttached(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "scaling-activity": [makeActivity(attach)],
    member: [makeMember({ instanceId: idC })],
    deployment: [makeDeployment({ id: "d-1", createTime: minutesAgo(20) })],
    "target-list": [makeTargetList("d-1", [idB])],
    ...parts,
  };
}

describe("attached-instance-without-hook", () => {
  it("an attached instance in service that no deployment had as a target", () => {
    const [finding, ...others] = checkRule(attachedInstanceWithoutHook, makeAttached());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ subject: { id: idC }, verdict: "suspected", since: minutesAgo(30) });
    expect(finding?.summary).toContain("was attached to asg-prod-api at 13:52:10 UTC");
  });

  it.each([
    [minutesAgo(10), 0],
    [secondsAgo(601), 1],
  ])("attached at %s: %s", (startTime, count) => {
    const facts = makeAttached({
      "scaling-activity": [makeActivity({ ...attach, startTime })],
      deployment: [],
    });
    expect(checkRule(attachedInstanceWithoutHook, facts)).toHaveLength(count);
  });

  it.each<[string, Partial<AllFacts>]>([
    ["a deployment listed it", { "target-list": [makeTargetList("d-1", [idB, idC])] }],
    [
      "a deployment had it as a target",
      { "deployment-target": [makeDeploymentTarget({ deploymentId: "d-0", targetId: idC })] },
    ],
    ["a deployment made since does not say whom it is for", { "target-list": [] }],
    ["a deployment made since has not started", { "target-list": [makeTargetList("d-1", undefined)] }],
    ["it is not in service", { member: [makeMember({ instanceId: idC, lifecycleState: "Standby" })] }],
    ["it has left the group", { member: [] }],
    ["the attachment failed", { "scaling-activity": [makeActivity({ ...attach, status: "Failed" })] }],
    [
      "it was launched, not attached",
      {
        "scaling-activity": [
          makeActivity({ ...attach, description: `Launching a new EC2 instance: ${idC}` }),
        ],
      },
    ],
  ])("%s: nothing to say", (_case, parts) => {
    expect(checkRule(attachedInstanceWithoutHook, makeAttached(parts))).toEqual([]);
  });

  it("older deployments with targets that were not read do not matter", () => {
    const deployment = [makeDeployment({ id: "d-0", createTime: minutesAgo(300) })];
    expect(checkRule(attachedInstanceWithoutHook, makeAttached({ deployment }))).toHaveLength(1);
  });

  it.each<SourceId>(["codedeploy-deployments", "codedeploy-targets"])(
    "%s read in part: nothing is claimed",
    (source) => {
      expect(checkRule(attachedInstanceWithoutHook, makeAttached(), { partial: [source] })).toEqual([]);
    },
  );

  it("neither the incident nor a healthy group has one", () => {
    expect(checkRule(attachedInstanceWithoutHook, makeIncidentFacts())).toEqual([]);
    expect(checkRule(attachedInstanceWithoutHook, makeHealthyFacts())).toEqual([]);
  });
});
