import { describe, expect, it } from "vitest";
import { makeLab } from "#lib/simulator/testing/make-lab.ts";

describe("setting up", () => {
  it("a service takes a name and nothing else", () => {
    const lab = makeLab();
    const service = lab.build.service({ application: "api", group: "prod-api" });
    expect(service).toMatchObject({ autoScalingGroup: "asg-prod-api", targetGroup: "tg-prod-api" });
    expect([...lab.state.deployments.values()]).toMatchObject([{ status: "Succeeded", creator: "user" }]);
    expect(lab.group("asg-prod-api")).toMatchObject({
      minSize: 2,
      maxSize: 6,
      desiredCapacity: 3,
      members: [],
    });
    lab.forward(600);
    expect(lab.memberIds("asg-prod-api")).toHaveLength(3);
  });

  it("puts an earlier release a day into the past", () => {
    const lab = makeLab();
    lab.build.service({ application: "api", group: "prod-api" }, { deploymentGroup: { revision: "r41" } });
    const [release] = lab.deployments("user");
    expect(release?.createTime).toBe(lab.start - 24 * 3_600_000);
    expect(release?.completeTime).toBeLessThan(lab.start);
    expect(release?.revision).toMatchObject({ revisionType: "S3", s3Location: { key: "api/r41.zip" } });
  });

  it("gives target groups and Auto Scaling groups ARNs of their account and region", () => {
    const lab = makeLab();
    const group = lab.build.targetGroup("tg");
    expect(group.arn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup\/tg\/[0-9a-f]{16}$/,
    );
    const launchTemplate = lab.build.launchTemplate("lt");
    expect(lab.build.autoScalingGroup("asg", { desired: 0, launchTemplate }).arn).toMatch(
      /^arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/asg$/,
    );
  });

  it.each([
    ["a target group of a name that is taken", /tg-prod-api already exists/],
    ["an Auto Scaling group of a name that is taken", /already exists: asg-prod-api/],
    ["a deployment group of a name that is taken", /api\/prod-api already exists/],
    ["a deployment group on no such Auto Scaling group", /No such Auto Scaling group: asg-none/],
    ["an Auto Scaling group on no such target group", /target groups not found: tg-none/],
    ["sizes out of order", /Desired capacity 9 of asg-new must be a whole number from min 0 to max 3/],
  ])("refuses %s", (what, message) => {
    const lab = makeLab();
    const { launchTemplate } = lab.build.service({ application: "api", group: "prod-api" });
    const attempts: Readonly<Record<string, () => void>> = {
      "a target group of a name that is taken": () => lab.build.targetGroup("tg-prod-api"),
      "an Auto Scaling group of a name that is taken": () =>
        lab.build.autoScalingGroup("asg-prod-api", { desired: 1, launchTemplate }),
      "a deployment group of a name that is taken": () =>
        lab.build.deploymentGroup({ application: "api", group: "prod-api" }),
      "a deployment group on no such Auto Scaling group": () =>
        lab.build.deploymentGroup({ application: "api", group: "new" }, { autoScalingGroups: ["asg-none"] }),
      "an Auto Scaling group on no such target group": () =>
        lab.build.autoScalingGroup("asg-new", { desired: 1, launchTemplate, targetGroups: ["tg-none"] }),
      "sizes out of order": () =>
        lab.build.autoScalingGroup("asg-new", { desired: 9, minSize: 0, maxSize: 3, launchTemplate }),
    };
    expect(attempts[what]).toThrow(message);
  });
});
