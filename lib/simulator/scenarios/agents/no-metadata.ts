import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const noMetadata = defineStory({
  id: "no-metadata",
  title: "The instances were launched without the metadata service: the agents have no credentials.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "fjord", group: "prod-fjord" };
    build.service(group, {
      desired: 2,
      balanced: false,
      launchTemplate: { metadataEndpoint: "disabled" },
      deploymentGroup: { revision: undefined },
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
