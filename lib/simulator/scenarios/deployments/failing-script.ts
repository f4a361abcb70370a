import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const failingScript = defineStory({
  id: "failing-script",
  title: "A release whose start script fails: the deployment gives up after the first instance.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("payments", {
      desired: 4,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: { revision: "r63" },
    });
    operator.setBadRevision("payments", "r64", {
      event: "ApplicationStart",
      scriptName: "scripts/start-server.sh",
      message:
        "Script at specified location: scripts/start-server.sh run as user root failed with exit code 1",
      logTail:
        "LifecycleEvent - ApplicationStart\nScript - scripts/start-server.sh\n[stdout]starting payments\n[stderr]Error: missing environment variable PAYMENTS_LEDGER_URL\n[stderr]    at loadConfig (/srv/payments/config.js:14:11)\n",
    });
    minutesAgo(26, () =>
      operator.createDeployment({ ...group, revision: "r64", description: "release r64" }),
    );
  },
});
