import { describe, expect, it } from "vitest";
import { makeLab } from "#lib/simulator/testing/make-lab.ts";
import type { DeploymentGroupOptions } from "#lib/simulator/world/set-up-code-deploy.ts";

const name = { application: "api", group: "tagged" };
const filter = (Key: string, Value: string) => ({ Key, Value, Type: "KEY_AND_VALUE" as const });

/** Three lone instances: web+prod, web+test, batch+prod. */
function deployByTags(options: DeploymentGroupOptions, includeTerminated = false) {
  const lab = makeLab({ parameters: { matchingIncludesTerminatedRows: includeTerminated } });
  const launchTemplate = lab.build.launchTemplate("lt");
  const tags = [
    ["web", "prod"],
    ["web", "test"],
    ["batch", "prod"],
  ] as const;
  const ids = tags.map(([role, stage]) => {
    const made = lab.build.instance({
      launchTemplate,
      tags: [
        { key: "role", value: role },
        { key: "stage", value: stage },
      ],
    });
    return made.id;
  });
  lab.build.deploymentGroup(name, { configName: "CodeDeployDefault.AllAtOnce", revision: "r1", ...options });
  lab.forward(300);
  return { lab, ids };
}

function targetsOf(options: DeploymentGroupOptions): number[] {
  const { lab, ids } = deployByTags(options);
  const deployment = lab.ops.createDeployment({ ...name, revision: "r2" });
  lab.forward(10);
  return (deployment.targets ?? []).map((target) => ids.indexOf(target.instanceId));
}

describe("the targets of a deployment", () => {
  it("match any of the tag filters", () => {
    expect(targetsOf({ tagFilters: [filter("role", "batch"), filter("stage", "test")] })).toEqual([1, 2]);
    expect(targetsOf({ tagFilters: [{ Key: "role", Type: "KEY_ONLY" }] })).toEqual([0, 1, 2]);
    expect(targetsOf({ tagFilters: [{ Value: "prod", Type: "VALUE_ONLY" }] })).toEqual([0, 2]);
  });

  it("match every list of a tag set, by any filter of each", () => {
    const tagSet = [[filter("role", "web"), filter("role", "batch")], [filter("stage", "prod")]];
    expect(targetsOf({ tagSet })).toEqual([0, 2]);
    expect(targetsOf({ tagSet: [[filter("role", "web")], [filter("stage", "prod")]] })).toEqual([0]);
  });

  it("are case-sensitive", () => {
    expect(targetsOf({ tagFilters: [filter("role", "Web"), filter("Role", "web")] })).toEqual([]);
  });

  it.each([
    { includeTerminated: true, count: 2 },
    { includeTerminated: false, count: 1 },
  ])(
    "include terminated rows where the parameter says so: $includeTerminated",
    ({ includeTerminated, count }) => {
      const { lab, ids } = deployByTags({ tagFilters: [filter("role", "web")] }, includeTerminated);
      lab.ops.terminateInstances(ids.slice(0, 1));
      lab.forward(120);
      const deployment = lab.ops.createDeployment({ ...name, revision: "r2" });
      lab.forward(10);
      expect(deployment.targets).toHaveLength(count);
    },
  );

  it("are members and tagged instances together, each once, and still a detached one that keeps its tags", () => {
    const lab = makeLab();
    const { autoScalingGroup, ...service } = lab.build.service(
      { application: "api", group: "prod-api" },
      {
        autoScalingGroup: { tags: [{ key: "role", value: "web", propagateAtLaunch: true }] },
        deploymentGroup: { tagFilters: [filter("role", "web")] },
      },
    );
    lab.forward(600);
    const detached = lab.memberId(autoScalingGroup);
    lab.ops.detachInstances({ autoScalingGroup, instanceIds: [detached], capacity: "replace" });
    lab.forward(600);
    const deployment = lab.ops.createDeployment({ ...service, revision: "r2" });
    lab.forward(10);
    const ids = deployment.targets?.map((target) => target.instanceId) ?? [];
    expect(ids).toHaveLength(4);
    expect(new Set(ids)).toEqual(new Set([...lab.memberIds(autoScalingGroup), detached]));
  });
});
