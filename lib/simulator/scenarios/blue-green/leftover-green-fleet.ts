import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const leftoverGreenFleet = defineStory({
  id: "leftover-green-fleet",
  region: "eu-west-1",
  title: "A blue/green release failed on the replacement fleet, and the replacement fleet stayed behind.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("web", { desired: 3, deploymentGroup: { revision: "r200", ...toBlueGreen() } });
    operator.setBadRevision("web", "r201", { event: "ValidateService", scriptName: "scripts/smoke-test.sh" });
    minutesAgo(75, () =>
      operator.createDeployment({ ...group, revision: "r201", description: "release r201" }),
    );
  },
});
