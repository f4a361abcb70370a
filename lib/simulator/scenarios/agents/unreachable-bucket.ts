import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const unreachableBucket = defineStory({
  id: "unreachable-bucket",
  title: "The instances cannot reach the bucket of the releases.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("quay", { desired: 2, balanced: false });
    operator.setBadRevision("quay", "r2", {
      event: "DownloadBundle",
      errorCode: "UnknownError",
      scriptName: "",
      message: "execution expired",
      logTail: "",
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
