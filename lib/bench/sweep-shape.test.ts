import { describe, expect, it } from "vitest";
import { makeAccount } from "#lib/bench/make-account.ts";
import { makeFleet } from "#lib/bench/make-fleet.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { toSweepShape } from "#lib/bench/sweep-shape.ts";
import { toInstant } from "#lib/domain/time.ts";

const now = toInstant(1_800_000_000_000);

describe("the shape of a sweep", () => {
  const size = { applications: 2, groupsPerApplication: 10, instancesPerGroup: 4 };
  const account = makeAccount(benchPlace, size, now);

  it("the first one reads every deployment, and the targets and activities of the last hours", () => {
    expect(toSweepShape(account, "first", now)).toEqual({
      groupsByApplication: [10, 10],
      deploymentConfigs: 1,
      deployments: 20,
      newDeployments: 20,
      targetsOfDeployments: [4, 4],
      autoScalingGroups: 20,
      newActivities: 8,
      targetGroups: 20,
      instances: 80,
    });
  });

  it("a later one knows what has ended", () => {
    expect(toSweepShape(account, "later", now)).toMatchObject({
      deployments: 20,
      newDeployments: 0,
      targetsOfDeployments: [],
      newActivities: 0,
    });
  });

  it("a later one still reads a deployment that goes on", () => {
    const fleet = makeFleet(benchPlace, 7, now);
    expect(toSweepShape(fleet, "later", now)).toMatchObject({ newDeployments: 1, targetsOfDeployments: [7] });
  });
});
