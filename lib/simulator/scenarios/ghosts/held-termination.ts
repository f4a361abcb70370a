import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const heldTermination = defineStory({
  id: "held-termination",
  title:
    "A release is stuck at its first instance; meanwhile a termination hook that nobody answers holds another instance, which the release still counts on.",
  play({ service, operator, state, minutesAgo }) {
    const { group, autoScalingGroup } = service("rates", {
      desired: 3,
      targetGroup: { deregistrationDelaySeconds: 30 },
    });
    operator.putLifecycleHook(autoScalingGroup, {
      name: "save-logs",
      transition: "autoscaling:EC2_INSTANCE_TERMINATING",
    });
    operator.setBadRevision("rates", "r2", "never-serves");
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(20, () => {
      const release = [...state.deployments.values()].findLast(
        (deployment) => deployment.group === group.group,
      );
      const last = release?.targets?.findLast((target) => target.status === "Pending");
      if (last !== undefined)
        operator.terminateInstanceInAutoScalingGroup({ instanceId: last.instanceId, capacity: "decrement" });
    });
  },
});
