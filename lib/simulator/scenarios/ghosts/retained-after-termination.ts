import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const retainedAfterTermination = defineStory({
  id: "retained-after-termination",
  title:
    "A termination hook failed, the group kept the instance for somebody to look at, and somebody terminated it by hand.",
  play({ service, operator, minutesAgo, members }) {
    const { autoScalingGroup } = service("relic", {
      desired: 3,
      balanced: false,
      autoScalingGroup: { minSize: 1, terminateHookAbandon: "retain" },
    });
    operator.putLifecycleHook(autoScalingGroup, {
      name: "save-logs",
      transition: "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeoutSeconds: 300,
    });
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 2));
    minutesAgo(20, () =>
      operator.terminateInstances(
        members(autoScalingGroup, "Terminating:Retained").map(({ instanceId }) => instanceId),
      ),
    );
  },
});
