import { defineStory } from "#lib/simulator/scenarios/stage.ts";

/** A deregistration delay of five minutes leaves room to terminate an instance before its detach has finished. */
const drainSeconds = 300;

export const recursiveLimbo = defineStory({
  id: "recursive-limbo",
  title:
    "An instance is detached and terminated while it still drains; a release then waits for it, and every stop of the launch's own deployment kills the newest instance.",
  play({ build, operator, minutesAgo, members }) {
    const group = { application: "api", group: "prod-api" };
    const service = build.service(group, {
      desired: 3,
      autoScalingGroup: { minSize: 2, maxSize: 6 },
      targetGroup: { deregistrationDelaySeconds: drainSeconds },
      deploymentGroup: { revision: "r40", tagFilters: [] },
    });
    const asg = service.autoScalingGroup;
    let detached = "";
    const stopTheWaitingLaunch = () => {
      for (const deployment of operator.activeDeployments(group, "autoscaling"))
        operator.stopDeployment(deployment.id);
    };
    minutesAgo(200, () =>
      operator.createDeployment({ ...group, revision: "r41", description: "release r41" }),
    );
    minutesAgo(23.5, () => {
      operator.newLaunchTemplateVersion(asg);
      detached = members(asg, "InService")[0]?.instanceId ?? "";
      operator.detachInstances({ autoScalingGroup: asg, instanceIds: [detached], capacity: "replace" });
    });
    minutesAgo(22.6, () => operator.terminateInstances([detached]));
    minutesAgo(22.4, () =>
      operator.createDeployment({ ...group, revision: "r42", description: "release r42" }),
    );
    minutesAgo(14, stopTheWaitingLaunch);
    minutesAgo(4.3, stopTheWaitingLaunch);
  },
});
