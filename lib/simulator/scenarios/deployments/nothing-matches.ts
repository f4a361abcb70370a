import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const nothingMatches = defineStory({
  id: "nothing-matches",
  title: "The deployment group looks for a tag that no instance carries.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "atlas", group: "prod-atlas" };
    build.deploymentGroup(group, {
      revision: "r1",
      tagFilters: [{ Key: "Role", Value: "atlas", Type: "KEY_AND_VALUE" }],
    });
    build.instance({
      launchTemplate: build.launchTemplate("lt-atlas"),
      tags: [{ key: "Role", value: "Atlas" }],
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
