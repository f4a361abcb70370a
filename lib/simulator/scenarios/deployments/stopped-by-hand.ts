import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const stoppedByHand = defineStory({
  id: "stopped-by-hand",
  title: "Somebody stopped a release half way: nobody knows what is on the instances.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("ferry", { desired: 6, balanced: false });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(18, () => {
      for (const { id } of operator.activeDeployments(group)) operator.stopDeployment(id);
    });
  },
});
