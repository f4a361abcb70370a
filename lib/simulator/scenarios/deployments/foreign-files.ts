import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const foreignFiles = defineStory({
  id: "foreign-files",
  title:
    "The deployment group was deleted and made anew: its first release finds the files of the old one in its way.",
  play({ build, service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("files", { desired: 2, balanced: false });
    minutesAgo(60, () => {
      operator.deleteDeploymentGroup(group);
      build.deploymentGroup(group, { autoScalingGroups: [autoScalingGroup] });
    });
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
