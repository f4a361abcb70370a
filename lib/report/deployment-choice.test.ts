import { describe, expect, it } from "vitest";
import { pickDeployment, toGhostTargets } from "#lib/report/deployment-choice.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeFacts,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";

const ghostly = makeDeployment({ id: "d-ghost", createTime: minutesAgo(30) });
const fleet = makeDeployment({ id: "d-fleet", createTime: minutesAgo(20) });
const launch = makeDeployment({ id: "d-launch", creator: "autoscaling", createTime: minutesAgo(10) });
const done = makeDeployment({ id: "d-done", status: "Succeeded", createTime: minutesAgo(5) });
const older = makeDeployment({ id: "d-older", status: "Failed", createTime: minutesAgo(60) });

function pick(...deployment: readonly ReturnType<typeof makeDeployment>[]) {
  const target = makeDeploymentTarget({ deploymentId: "d-ghost", targetId: idA }, { since: minutesAgo(30) });
  const facts = makeFacts({ deployment, "deployment-target": [target], instance: [makeTerminated()] });
  return pickDeployment({ index: indexFacts(facts), ghostTargets: toGhostTargets(toGhosts(facts)) })?.value
    .id;
}

describe("pickDeployment", () => {
  it("prefers what waits for a ghost, then the fleet, then a launch, then the last", () => {
    expect(pick(done, launch, fleet, ghostly)).toBe("d-ghost");
    expect(pick(done, launch, fleet)).toBe("d-fleet");
    expect(pick(done, launch)).toBe("d-launch");
    expect(pick(older, done)).toBe("d-done");
    expect(pick()).toBeUndefined();
  });

  it("prefers a fleet deployment that waits for a ghost to one that was made for the launch of another ghost", () => {
    const facts = makeFacts({
      deployment: [launch, ghostly],
      "deployment-target": [
        makeDeploymentTarget({ deploymentId: "d-ghost", targetId: idA }, { since: minutesAgo(30) }),
        makeDeploymentTarget({ deploymentId: "d-launch", targetId: idB }, { since: minutesAgo(10) }),
      ],
      instance: [makeTerminated(), makeTerminated({ id: idB, terminatedAt: minutesAgo(5) })],
    });
    const ghostTargets = toGhostTargets(toGhosts(facts));
    expect([...ghostTargets.keys()].sort()).toEqual(["d-ghost", "d-launch"]);
    expect(pickDeployment({ index: indexFacts(facts), ghostTargets })?.value.id).toBe("d-ghost");
  });

  it("takes the newer of two of a kind", () => {
    expect(pick(fleet, makeDeployment({ id: "d-newer", createTime: minutesAgo(1) }))).toBe("d-newer");
  });
});

describe("toGhostTargets", () => {
  it("leaves out a contradiction that two readings of one moment could make", () => {
    const facts = makeFacts({
      deployment: [ghostly],
      instance: [makeTerminated({ terminatedAt: minutesAgo(0.1) }, { since: minutesAgo(0) })],
      "deployment-target": [makeDeploymentTarget({ deploymentId: "d-ghost", targetId: idA })],
    });
    expect([...toGhostTargets(toGhosts(facts))]).toEqual([]);
  });
});
