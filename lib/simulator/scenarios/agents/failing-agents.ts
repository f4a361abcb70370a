import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";

/** An agent that fails by itself, on the first instance that a release comes to, in an event without a script. */
function defineFailingAgent(
  agent: Pick<Story, "id" | "title"> & {
    readonly application: string;
    readonly event: string;
    readonly message: string;
  },
): Story {
  const { id, title, application, event, message } = agent;
  return defineStory({
    id,
    title,
    play({ service, operator, minutesAgo, first }) {
      const { group, autoScalingGroup } = service(application, { desired: 2, balanced: false });
      const fault = { event, errorCode: "UnknownError", scriptName: "", message, logTail: "" };
      minutesAgo(40, () => operator.failScript(first(autoScalingGroup), fault));
      minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    },
  });
}

export const fullDisk = defineFailingAgent({
  id: "full-disk",
  title: "The disk of one instance is full.",
  application: "silo",
  event: "Install",
  message: "No space left on device @ dir_s_mkdir - /opt/codedeploy-agent/deployment-root",
});

export const unreachableEndpoint = defineFailingAgent({
  id: "unreachable-endpoint",
  title: "One instance lost its way to the endpoints of CodeDeploy in the middle of an event.",
  application: "pier",
  event: "DownloadBundle",
  message: "Network error: certificate verify failed",
});

export const wrongClock = defineFailingAgent({
  id: "wrong-clock",
  title: "The clock of one instance is wrong: S3 refuses its requests.",
  application: "metro",
  event: "DownloadBundle",
  message: "RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
});
