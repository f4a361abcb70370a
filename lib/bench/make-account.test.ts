import { describe, expect, it } from "vitest";
import { makeAccount } from "#lib/bench/make-account.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { toInstant } from "#lib/domain/time.ts";

describe("a large account", () => {
  const size = { applications: 25, groupsPerApplication: 4, instancesPerGroup: 3 };
  const account = makeAccount(benchPlace, size, toInstant(1_800_000_000_000));

  it("has as many of everything as asked for", () => {
    expect(account.applications.size).toBe(25);
    expect(account.deploymentGroups.size).toBe(100);
    expect(account.autoScalingGroups.size).toBe(100);
    expect(account.targetGroups.size).toBe(100);
    expect(account.instances.size).toBe(300);
    expect(account.deployments.size).toBe(100);
  });

  it("each application has its share of the groups", () => {
    const applications = [...account.deploymentGroups.values()].map(({ application }) => application);
    expect(applications.filter((name) => name === applications[0])).toHaveLength(4);
  });

  it("every instance is a member, a target and a deployment target, each of one group only", () => {
    const members = [...account.autoScalingGroups.values()].flatMap((group) =>
      group.members.map(({ instanceId }) => instanceId),
    );
    const targets = [...account.targetGroups.values()].flatMap((group) =>
      group.targets.map(({ instanceId }) => instanceId),
    );
    const deployed = [...account.deployments.values()].flatMap(({ targets: rows = [] }) =>
      rows.map(({ instanceId }) => instanceId),
    );
    const ids = [...account.instances.keys()];
    expect(members).toEqual(ids);
    expect(targets).toEqual(ids);
    expect(deployed).toEqual(ids);
  });

  it("two groups of a hundred match by a tag that their own instances bear", () => {
    const tagged = [...account.deploymentGroups.values()].filter(({ tagFilters }) => tagFilters.length > 0);
    expect(tagged).toHaveLength(2);
    for (const { tagFilters, name } of tagged) {
      expect(tagFilters[0]?.Value).toBe(name);
      const bearers = [...account.instances.values()].filter(({ tags }) =>
        tags.some(({ value }) => value === name),
      );
      expect(bearers).toHaveLength(3);
    }
  });

  it("names its hook where CodeDeploy and Auto Scaling both say it", () => {
    for (const { autoScalingGroups } of account.deploymentGroups.values()) {
      const [entry] = autoScalingGroups;
      const hooks = account.autoScalingGroups.get(entry?.name ?? "")?.hooks.map(({ name }) => name);
      expect(hooks).toEqual([entry?.hook]);
    }
  });
});
