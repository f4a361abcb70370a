import { describe, expect, it } from "vitest";
import {
  countBy,
  toAutoScalingGroupViews,
  toConfigurationView,
  toTargetGroupViews,
} from "#lib/report/capacity.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import {
  idB,
  makeAutoScalingGroup,
  makeDeploymentGroup,
  makeFacts,
  makeMember,
  makeTarget,
  makeTargetGroup,
  makeTargetGroupAttributes,
} from "#lib/testing/facts.ts";

const role = { key: "Role", value: "api", type: "KEY_AND_VALUE" };
const stage = { key: "Stage", value: "prod", type: "KEY_AND_VALUE" };

describe("toAutoScalingGroupViews", () => {
  it("counts members and those in service, of this group alone", () => {
    const index = indexFacts(
      makeFacts({
        "auto-scaling-group": [
          makeAutoScalingGroup({ suspendedProcesses: [{ name: "Launch" }], status: "Delete in progress" }),
        ],
        member: [
          makeMember(),
          makeMember({ instanceId: idB, lifecycleState: "Pending:Wait" }),
          makeMember({ group: "other", instanceId: "i-x" }),
        ],
      }),
    );
    expect(toAutoScalingGroupViews(index)).toEqual([
      {
        name: "asg-prod-api",
        min: 2,
        max: 6,
        desired: 3,
        inService: 1,
        members: 2,
        suspended: [{ name: "Launch", reason: null }],
        status: "Delete in progress",
      },
    ]);
  });
});

describe("toTargetGroupViews", () => {
  const index = indexFacts(
    makeFacts({
      "target-group": [makeTargetGroup()],
      "target-group-attributes": [makeTargetGroupAttributes(120)],
      target: [
        makeTarget(),
        makeTarget({ instanceId: idB, state: "draining" }),
        makeTarget({ instanceId: "i-x" }),
      ],
    }),
  );

  it("counts targets by state and knows the delay", () => {
    expect(toTargetGroupViews(index, { isRead: true })[0]).toMatchObject({
      counts: { draining: 1, healthy: 2 },
      known: true,
      deregistrationDelaySeconds: 120,
    });
  });

  it("does not claim to know what could not be read", () => {
    expect(toTargetGroupViews(index, { isRead: false })[0]?.known).toBe(false);
  });
});

describe("countBy", () => {
  it("counts, in alphabetical order", () => {
    expect(Object.entries(countBy(["b", "a", "b"]))).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });
});

describe("toConfigurationView", () => {
  const view = (value: Parameters<typeof makeDeploymentGroup>[0]) =>
    toConfigurationView(indexFacts(makeFacts({ "deployment-group": [makeDeploymentGroup(value)] })));

  it("says that it is not known where the group could not be read", () => {
    expect(toConfigurationView(indexFacts(makeFacts()))).toMatchObject({
      known: false,
      configName: null,
      tagRules: [],
    });
  });

  it("shows what the group is set to", () => {
    expect(
      view({ configName: "CodeDeployDefault.OneAtATime", lastSuccessful: { deploymentId: "d-0" } }),
    ).toMatchObject({
      known: true,
      configName: "CodeDeployDefault.OneAtATime",
      autoScalingGroups: ["asg-prod-api"],
      targetGroups: ["tg-prod-api"],
      lastSuccessful: "d-0",
      lastAttempted: null,
    });
  });

  it("puts alternatives in lines of their own, and what must all match in one", () => {
    expect(view({ tagFilters: [role, stage] }).tagRules).toEqual(["Role=api", "Stage=prod"]);
    expect(view({ tagSet: [[role, { ...role, value: "web" }], [stage]] }).tagRules).toEqual([
      "(Role=api or Role=web) and Stage=prod",
    ]);
    expect(view({ tagSet: [[role, stage], []] }).tagRules).toEqual(["Role=api or Stage=prod"]);
  });
});
