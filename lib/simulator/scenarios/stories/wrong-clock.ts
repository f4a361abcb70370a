import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const wrongClock = defineStory({
  id: "wrong-clock",
  region: "us-east-1",
  title: "The clock of one instance is wrong: S3 refuses its requests.",
  play({ build, operator, minutesAgo, members }) {
    const group = { application: "metro", group: "prod-metro" };
    const { autoScalingGroup } = build.service(group, { desired: 2, balanced: false });
    minutesAgo(40, () => {
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined)
        operator.failScript(first.instanceId, {
          event: "DownloadBundle",
          errorCode: "UnknownError",
          scriptName: "",
          message:
            "RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
          logTail: "",
        });
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
