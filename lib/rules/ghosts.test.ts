import { describe, expect, it } from "vitest";
import { isLeaving, toGhosts, toOpenTargets } from "#lib/rules/ghosts.ts";
import {
  idA,
  idB,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

const gone = makeTerminated();

describe("members that are gone", () => {
  it.each([
    "InService",
    "Standby",
    "Detaching",
    "Pending",
    "Pending:Wait",
    "EnteringStandby",
    "Terminating:Retained",
    "SomethingNew",
  ])("in %s are ghosts", (lifecycleState) => {
    const [ghost] = toGhosts(makeFacts({ instance: [gone], member: [makeMember({ lifecycleState })] }));
    expect(ghost).toMatchObject({ instanceId: idA, oldEnough: true, openTargets: [] });
    expect(ghost?.member?.revision.value.lifecycleState).toBe(lifecycleState);
  });

  it.each(["Terminating:Wait", "Terminated", "Warmed:Terminated", "Detached"])(
    "in %s are none",
    (lifecycleState) => {
      const member = makeMember({ lifecycleState }, { since: minutesAgo(60) });
      expect(toGhosts(makeFacts({ instance: [gone], member: [member] }))).toEqual([]);
    },
  );

  it.each(["Terminating", "Terminating:Proceed", "Warmed:Terminating"])(
    "in %s are ghosts from ten minutes on",
    (lifecycleState) => {
      const facts = (since: ReturnType<typeof minutesAgo>) =>
        makeFacts({ instance: [gone], member: [makeMember({ lifecycleState }, { since })] });
      expect(toGhosts(facts(minutesAgo(10)))).toHaveLength(1);
      expect(toGhosts(facts(secondsAgo(599)))).toEqual([]);
    },
  );

  it("still alive, or stopped, are none", () => {
    const member = [makeMember()];
    for (const state of ["pending", "running", "stopping", "stopped"]) {
      expect(toGhosts(makeFacts({ instance: [makeInstance({ state })], member }))).toEqual([]);
    }
  });

  it("that EC2 was not asked about are none", () => {
    expect(toGhosts(makeFacts({ member: [makeMember()] }))).toEqual([]);
  });

  it("launched less than five minutes ago may only be too new for EC2", () => {
    const facts = (minutes: number) => ({
      instance: [makeUnlisted(idA, seenOnce)],
      member: [makeMember({ lifecycleState: "Pending" }, seenOnce)],
      "scaling-activity": [makeActivity({ startTime: minutesAgo(minutes) })],
    });
    expect(toGhosts(facts(4))).toEqual([]);
    expect(toGhosts(facts(5))).toMatchObject([{ instanceId: idA, oldEnough: true }]);
  });

  it("without a row and first seen launching just now are not judged without a launch activity", () => {
    const member = makeMember({ lifecycleState: "Pending:Wait" }, seenOnce);
    expect(toGhosts({ instance: [makeUnlisted(idA, seenOnce)], member: [member] })).toEqual([]);
  });
});

describe("targets that are gone", () => {
  const target = makeDeploymentTarget();
  const deployment = makeDeployment();

  it.each(["Pending", "InProgress", "Unknown", "Ready"])(
    "awaited as %s by a running deployment are ghosts",
    (status) => {
      const facts = makeFacts({
        instance: [gone],
        deployment: [deployment],
        "deployment-target": [makeDeploymentTarget({ status })],
      });
      expect(toGhosts(facts)).toMatchObject([{ instanceId: idA, openTargets: [{ oldEnough: true }] }]);
    },
  );

  it.each(["Succeeded", "Failed", "Skipped"])("that ended as %s are none", (status) => {
    const facts = makeFacts({
      instance: [gone],
      deployment: [deployment],
      "deployment-target": [makeDeploymentTarget({ status })],
    });
    expect(toGhosts(facts)).toEqual([]);
  });

  it.each(["Succeeded", "Failed", "Stopped"])("of a deployment that ended as %s are none", (status) => {
    const facts = makeFacts({
      instance: [gone],
      deployment: [makeDeployment({ status })],
      "deployment-target": [target],
    });
    expect(toGhosts(facts)).toEqual([]);
  });

  it("of an unknown deployment are not judged", () => {
    expect(toGhosts(makeFacts({ instance: [gone], "deployment-target": [target] }))).toEqual([]);
  });

  it("are one ghost with all the deployments that wait for it", () => {
    const other = makeDeployment({ id: "d-OTHER", creator: "autoscaling" });
    const facts = makeFacts({
      instance: [gone, makeInstance({ id: idB })],
      member: [makeMember({ lifecycleState: "Terminating" }, seenOnce), makeMember({ instanceId: idB })],
      deployment: [deployment, other],
      "deployment-target": [
        target,
        makeDeploymentTarget({ deploymentId: "d-OTHER" }),
        makeDeploymentTarget({ targetId: idB }),
      ],
    });
    const ghosts = toGhosts(facts);
    expect(ghosts).toHaveLength(1);
    expect(ghosts[0]?.openTargets.map((open) => open.deployment.value.id)).toEqual([
      "d-7QK2AAAAA",
      "d-OTHER",
    ]);
    expect(ghosts[0]?.member).toBeUndefined();
  });

  it("without a row are old by the deployment's own time, even at the first reading", () => {
    const facts = (minutes: number) =>
      makeFacts({
        instance: [makeUnlisted(idA, seenOnce)],
        deployment: [makeDeployment({ createTime: minutesAgo(minutes), startTime: undefined }, seenOnce)],
        "deployment-target": [makeDeploymentTarget({}, seenOnce)],
      });
    expect(toGhosts(facts(5))).toMatchObject([{ oldEnough: true }]);
    expect(toGhosts(facts(4))).toEqual([]);
  });
});

it("open targets are those of running deployments only", () => {
  const facts = makeFacts({
    deployment: [makeDeployment(), makeDeployment({ id: "d-DONE", status: "Stopped" })],
    "deployment-target": [makeDeploymentTarget(), makeDeploymentTarget({ deploymentId: "d-DONE" })],
  });
  expect(toOpenTargets(facts).map(({ revision }) => revision.value.deploymentId)).toEqual(["d-7QK2AAAAA"]);
});

it.each([
  ["Terminating", true],
  ["Terminating:Wait", true],
  ["Warmed:Terminating:Proceed", true],
  ["Terminating:Retained", false],
  ["Detaching", false],
  ["InService", false],
])("%s is leaving: %s", (state, expected) => {
  expect(isLeaving(state)).toBe(expected);
});
