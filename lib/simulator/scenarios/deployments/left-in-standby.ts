import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const leftInStandby = defineStory({
  id: "left-in-standby",
  title: "A release script put the instance into Standby, the release failed, and nobody took it out again.",
  play({ service, operator, minutesAgo, once }) {
    const { group } = service("valve", { desired: 3, balanced: false, autoScalingGroup: { minSize: 1 } });
    operator.setBadRevision("valve", "r2", { event: "ApplicationStart" });
    const first = () =>
      operator.activeDeployments(group, "user")[0]?.targets?.find(({ status }) => status === "InProgress");
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    once(
      30,
      () => first() !== undefined,
      () => operator.enterStandby({ instanceId: first()?.instanceId ?? "", capacity: "decrement" }),
    );
  },
});
