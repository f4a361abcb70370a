import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const newTemplateVersion = defineStory({
  id: "new-template-version",
  title: "The launch template has a new version; the instances still run the one before.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("plume", { desired: 3 });
    minutesAgo(60, () => operator.newLaunchTemplateVersion(autoScalingGroup));
  },
});
