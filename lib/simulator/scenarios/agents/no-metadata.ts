import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const noMetadata = defineStory({
  id: "no-metadata",
  title: "The instances were launched without the metadata service: the agents have no credentials.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("fjord", {
      desired: 2,
      balanced: false,
      launchTemplate: { metadataEndpoint: "disabled" },
      deploymentGroup: { revision: undefined },
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
