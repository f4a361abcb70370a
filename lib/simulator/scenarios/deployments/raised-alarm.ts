import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const raisedAlarm = defineStory({
  id: "raised-alarm",
  title: "An alarm of the deployment group goes off in the middle of a release, which stops.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("meter", {
      desired: 4,
      balanced: false,
      deploymentGroup: { alarmNames: ["meter-5xx"] },
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(19, () => operator.raiseAlarm("meter-5xx"));
  },
});
