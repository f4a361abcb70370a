import { describe, expect, it } from "vitest";
import { toFleetLimits } from "#lib/simulator/world/codedeploy/configs.ts";

describe("a deployment configuration", () => {
  it.each([
    ["CodeDeployDefault.OneAtATime", "FLEET_PERCENT", 99, 1, 1, 1],
    ["CodeDeployDefault.OneAtATime", "FLEET_PERCENT", 99, 4, 1, 3],
    ["CodeDeployDefault.HalfAtATime", "FLEET_PERCENT", 50, 9, 4, 5],
    ["CodeDeployDefault.HalfAtATime", "FLEET_PERCENT", 50, 1, 1, 1],
    ["CodeDeployDefault.AllAtOnce", "HOST_COUNT", 0, 5, 5, 1],
    ["two-up", "HOST_COUNT", 2, 5, 3, 2],
    ["two-up", "HOST_COUNT", 2, 2, 0, 2],
    ["two-up", "HOST_COUNT", 2, 1, -1, 1],
    ["75-percent", "FLEET_PERCENT", 75, 5, 1, 4],
    ["all-up", "FLEET_PERCENT", 100, 5, 0, 5],
  ] as const)(
    "%s (%s %d) on %d targets: %d may be down, %d have to succeed",
    (name, type, value, count, mayBeDown, mustSucceed) => {
      const limits = toFleetLimits({ name, minimumHealthy: { type, value } }, count);
      if (mayBeDown > 0) expect(limits).toEqual({ mayBeDown, mustSucceed });
      else expect(limits.mayBeDown).toBeLessThan(1);
    },
  );
});
