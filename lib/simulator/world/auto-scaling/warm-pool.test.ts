import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

const asg = "asg-prod-api";

function makePool(poolState: "Stopped" | "Running" = "Stopped") {
  const lab = makeLab();
  makeSteadyService(lab, {
    balanced: false,
    desired: 2,
    autoScalingGroup: { maxSize: 6, warmPool: { minSize: 1, poolState } },
  });
  return lab;
}

describe("a warm pool", () => {
  it.each([
    ["Stopped", "stopped"],
    ["Running", "running"],
  ] as const)("holds its instances %s, each deployed to as it entered", (poolState, ec2) => {
    const lab = makePool(poolState);
    const [warm = ""] = lab.memberIds(asg, `Warmed:${poolState}`);
    expect(lab.instance(warm).state).toBe(ec2);
    expect(lab.memberIds(asg)).toHaveLength(2);
    expect(lab.deployments("autoscaling")).toHaveLength(3);
  });

  it.each(["Stopped", "Running"] as const)(
    "gives the group a %s instance through the hooks again, and fills up",
    (poolState) => {
      const lab = makePool(poolState);
      const [warm = ""] = lab.memberIds(asg, `Warmed:${poolState}`);
      lab.ops.setDesiredCapacity(asg, 3);
      lab.forward(600);
      expect(lab.memberIds(asg)).toContain(warm);
      expect(lab.memberIds(asg)).toHaveLength(3);
      expect(lab.memberIds(asg, `Warmed:${poolState}`)).toHaveLength(1);
      expect(lab.deployments("autoscaling").map(({ status }) => status)).toEqual(
        Array.from({ length: 5 }, () => "Succeeded"),
      );
      expect(lab.instance(warm).serving).toBe(true);
    },
  );

  it("does not keep what fails its launch hook", () => {
    const lab = makePool();
    lab.ops.setBadRevision("api", "r1", { event: "BeforeInstall" });
    lab.ops.putWarmPool(asg, { minSize: 2, poolState: "Stopped" });
    lab.forward(120);
    expect(lab.memberIds(asg, "Warmed:Stopped")).toHaveLength(1);
    expect(lab.activities(asg, "into warm pool").at(1)?.statusCode).toBe("Cancelled");
  });
});
