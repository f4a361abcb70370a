import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const unreachableEndpoint = defineStory({
  id: "unreachable-endpoint",
  region: "us-east-1",
  title: "One instance lost its way to the endpoints of CodeDeploy in the middle of an event.",
  play({ build, operator, minutesAgo, members }) {
    const group = { application: "pier", group: "prod-pier" };
    const { autoScalingGroup } = build.service(group, { desired: 2, balanced: false });
    minutesAgo(40, () => {
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined)
        operator.failScript(first.instanceId, {
          event: "DownloadBundle",
          errorCode: "UnknownError",
          scriptName: "",
          message: "Network error: certificate verify failed",
          logTail: "",
        });
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
