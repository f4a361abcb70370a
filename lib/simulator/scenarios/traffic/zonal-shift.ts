import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const zonalShift = defineStory({
  id: "zonal-shift",
  title:
    "A zonal shift takes the traffic away from one Availability Zone; its targets are healthy all the same.",
  play({ service, operator, minutesAgo }) {
    service("tundra", { desired: 3 });
    minutesAgo(30, () => operator.shiftZone("us-east-1a", "on"));
  },
});
