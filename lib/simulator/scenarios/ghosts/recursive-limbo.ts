import { defineStory } from "#lib/simulator/scenarios/stage.ts";

/** A deregistration delay of five minutes leaves room to terminate an instance before its detach has finished. */
const drainSeconds = 300;

export const recursiveLimbo = defineStory({
  id: "recursive-limbo",
  title:
    "An instance is detached and terminated while it still drains; a release then waits for it, and every stop of the launch's own deployment kills the newest instance.",
  play({ service, operator, minutesAgo, first }) {
    const { group, autoScalingGroup } = service("api", {
      desired: 3,
      autoScalingGroup: { minSize: 2, maxSize: 6 },
      targetGroup: { deregistrationDelaySeconds: drainSeconds },
      deploymentGroup: { revision: "r40", tagFilters: [] },
    });
    let detached = "";
    const stopTheWaitingLaunch = () => {
      for (const deployment of operator.activeDeployments(group, "autoscaling"))
        operator.stopDeployment(deployment.id);
    };
    minutesAgo(200, () =>
      operator.createDeployment({ ...group, revision: "r41", description: "release r41" }),
    );
    minutesAgo(23.5, () => {
      operator.newLaunchTemplateVersion(autoScalingGroup);
      detached = first(autoScalingGroup);
      operator.detachInstances({ autoScalingGroup, instanceIds: [detached], capacity: "replace" });
    });
    minutesAgo(22.6, () => operator.terminateInstances([detached]));
    minutesAgo(22.4, () =>
      operator.createDeployment({ ...group, revision: "r42", description: "release r42" }),
    );
    minutesAgo(14, stopTheWaitingLaunch);
    minutesAgo(4.3, stopTheWaitingLaunch);
  },
});
