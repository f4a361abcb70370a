import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const warmPoolHangs = defineStory({
  id: "warm-pool-hangs",
  title:
    "An instance enters the warm pool before its agent is up; somebody lets it through by hand, and it is stopped while its deployment still waits.",
  play({ build, operator, state, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "ember", group: "prod-embers" },
      { desired: 2, autoScalingGroup: { maxSize: 4 } },
    );
    minutesAgo(20, () => {
      operator.newLaunchTemplateVersion(autoScalingGroup, { agent: "not-installed" });
      operator.putWarmPool(autoScalingGroup, { minSize: 1, poolState: "Stopped" });
    });
    minutesAgo(15, () => {
      const members = state.autoScalingGroups.get(autoScalingGroup)?.members ?? [];
      for (const { instanceId, lifecycleState } of members) {
        if (lifecycleState === "Warmed:Pending:Wait")
          operator.completeLifecycleAction({ autoScalingGroup, instanceId, result: "CONTINUE" });
      }
    });
  },
});
