import { describe, expect, it } from "vitest";
import { makeLab } from "#lib/simulator/testing/make-lab.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import type { LaunchFault } from "#lib/simulator/world/sim-world.ts";

function makeGroup(parameters: Partial<Parameters> = {}) {
  const lab = makeLab({ parameters });
  lab.build.targetGroup("tg");
  lab.build.autoScalingGroup("asg", {
    desired: 1,
    maxSize: 6,
    targetGroups: ["tg"],
    launchTemplate: lab.build.launchTemplate("lt"),
  });
  lab.forward(120);
  return lab;
}

describe("a launch that EC2 refuses", () => {
  it.each<[Exclude<LaunchFault, "key-disabled">, RegExp]>([
    ["capacity", /^We currently do not have sufficient m6i\.large capacity in the Availability Zone/],
    ["spot-capacity", /^There is no Spot capacity available/],
    ["image-missing", /^The AMI ID 'ami-[0-9a-f]+' does not exist\. Launching EC2 instance failed\.$/],
    ["security-group-missing", /^The security group '.*' does not exist/],
    ["unsupported-configuration", /^The requested configuration is currently not supported/],
    ["instance-quota", /^\d+ instance\(s\) are already running/],
  ])("for %s says so in AWS's words, without an instance", (fault, message) => {
    const lab = makeGroup();
    lab.ops.setLaunches("asg", fault);
    lab.ops.setDesiredCapacity("asg", 2);
    lab.forward(30);
    const [, failed] = lab.activities("asg", "Launching");
    expect(failed).toMatchObject({ statusCode: "Failed", statusMessage: expect.stringMatching(message) });
    expect(lab.state.instances.size).toBe(1);
    lab.ops.setLaunches("asg", "ok");
    lab.forward(300);
    expect(lab.memberIds("asg")).toHaveLength(2);
  });

  it("for a key that is disabled loses its instance at once", () => {
    const lab = makeGroup();
    lab.ops.setLaunches("asg", "key-disabled");
    lab.ops.setDesiredCapacity("asg", 2);
    lab.forward(25);
    const [, lost] = lab.activities("asg", "Launching");
    expect(lost?.statusCode).toBe("Cancelled");
    expect(lost?.description).toMatch(/Termination Reason: Client\.InternalError: Client error on launch$/);
  });

  it("fails while a target group of the group does not exist", () => {
    const lab = makeGroup();
    lab.ops.deleteTargetGroup("tg");
    lab.ops.setDesiredCapacity("asg", 2);
    lab.forward(60);
    expect(lab.activities("asg", "One or more target groups not found").length).toBeGreaterThan(0);
    lab.ops.detachTargetGroup("asg", "tg");
    lab.forward(600);
    expect(lab.memberIds("asg")).toHaveLength(2);
  });

  it("for longer than a day suspends Launch; success in between starts the day anew", () => {
    const lab = makeGroup({ launchGivesUpAfterSeconds: 3600 });
    lab.ops.setLaunches("asg", "capacity");
    lab.ops.setDesiredCapacity("asg", 2);
    lab.forward(3000);
    lab.ops.setLaunches("asg", "ok");
    lab.forward(1200);
    lab.ops.setLaunches("asg", "capacity");
    lab.ops.setDesiredCapacity("asg", 3);
    lab.forward(3000);
    expect(lab.group("asg").suspended).toEqual([]);
    lab.forward(1800);
    expect(lab.group("asg").suspended).toMatchObject([{ process: "Launch" }]);
    lab.ops.setLaunches("asg", "ok");
    lab.ops.resumeProcesses("asg", ["Launch"]);
    lab.forward(1200);
    expect(lab.memberIds("asg")).toHaveLength(3);
  });
});
