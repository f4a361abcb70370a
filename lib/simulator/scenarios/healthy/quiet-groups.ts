import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const quietGroups = defineStory({
  id: "quiet-groups",
  region: "eu-west-1",
  title: "Services that were released this morning and have been quiet since.",
  play({ build, operator, minutesAgo }) {
    const names = [
      { application: "accounts", group: "prod-accounts", desired: 2 },
      { application: "catalog", group: "prod-catalog", desired: 5 },
      { application: "notify", group: "prod-notify", desired: 2 },
    ];
    names.forEach(({ desired, ...group }, index) => {
      build.service(group, {
        desired,
        targetGroup: { deregistrationDelaySeconds: 20 },
        deploymentGroup: { revision: "r9" },
      });
      minutesAgo(250 - 40 * index, () =>
        operator.createDeployment({ ...group, revision: "r10", description: "release r10" }),
      );
    });
  },
});
