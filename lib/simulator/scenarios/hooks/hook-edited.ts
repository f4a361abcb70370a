import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const hookEdited = defineStory({
  id: "hook-edited",
  title:
    "Somebody pointed the launch hook of CodeDeploy at a queue of their own: CodeDeploy hears of no launch, and the new instance waits.",
  play({ service, operator, state, minutesAgo }) {
    const { autoScalingGroup } = service("ads", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(60, () => {
      const hook = state.autoScalingGroups.get(autoScalingGroup)?.hooks[0];
      if (hook === undefined) return;
      operator.putLifecycleHook(autoScalingGroup, {
        ...hook,
        heartbeatTimeoutSeconds: 3600,
        notificationTargetArn: "arn:aws:sqs:us-east-1:123456789012:launches",
        notificationMetadata: "launches",
      });
    });
    minutesAgo(15, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
