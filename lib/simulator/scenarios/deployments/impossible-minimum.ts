import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const impossibleMinimum = defineStory({
  id: "impossible-minimum",
  title: "The configuration wants as many healthy hosts as there are: no release can begin.",
  play({ build, service, operator, minutesAgo }) {
    build.deploymentConfig({ name: "always-three", minimumHealthy: { type: "HOST_COUNT", value: 3 } });
    const { group } = service("vault", {
      desired: 3,
      balanced: false,
      deploymentGroup: { configName: "always-three" },
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
