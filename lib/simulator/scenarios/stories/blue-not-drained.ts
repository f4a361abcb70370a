import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const blueNotDrained = defineStory({
  id: "blue-not-drained",
  region: "us-east-1",
  title: "An original instance was terminated by hand while a blue/green release took it out of the traffic.",
  play({ build, operator, minutesAgo, once }) {
    const group = { application: "ivory", group: "prod-ivory" };
    build.service(group, {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 600 },
      deploymentGroup: {
        deploymentType: "BLUE_GREEN",
        blueGreen: {
          terminateBlue: "TERMINATE",
          terminationWaitMinutes: 5,
          greenProvisioning: "COPY_AUTO_SCALING_GROUP",
        },
      },
    });
    const draining = () =>
      operator
        .activeDeployments(group)
        .flatMap(({ targets = [] }) => targets)
        .filter(({ events }) =>
          events.some(({ name, status }) => name === "BlockTraffic" && status === "InProgress"),
        );
    minutesAgo(12, () => operator.createDeployment({ ...group, revision: "r2" }));
    once(
      12,
      () => draining().length > 0,
      () =>
        operator.terminateInstances(
          draining()
            .slice(0, 1)
            .map(({ instanceId }) => instanceId),
        ),
    );
  },
});
