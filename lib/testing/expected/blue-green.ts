import * as blueGreen from "#lib/simulator/scenarios/blue-green/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Blue/green deployments. */
export const expectedBlueGreen: readonly Expected[] = [
  {
    story: blueGreen.blueGhost,
    groups: {
      "prod-wraith": [
        "info proved process-suspended auto-scaling-group",
        "warning proved healthcheck-suspended-ghost instance",
        "warning proved ghost-asg-reference instance",
        "critical proved ghost-deployment-target instance",
        "warning proved terminated-while-deployment-pending instance",
        "info proved target-terminated instance",
      ],
    },
  },
  {
    story: blueGreen.blueGreenUnconfigured,
    groups: {
      "prod-canary": ["warning proved bg-config-missing deployment"],
    },
  },
  {
    story: blueGreen.blueNotDrained,
    groups: {
      "prod-ivory": [
        "info proved manual-termination-replaced auto-scaling-group",
        "warning proved ghost-deployment-target instance",
        "warning proved bg-original-deregistration-failed instance",
        "warning proved terminated-mid-lifecycle-event instance",
        "info proved deregistration-delay-long target-group",
        "info corroborated draining-target-ghost instance",
      ],
    },
  },
  {
    story: blueGreen.originalKept,
    groups: {
      "prod-willow": ["info corroborated bg-original-kept deployment"],
    },
  },
  {
    story: blueGreen.setBackByCode,
    groups: {
      "prod-opal": ["warning suspected bg-iac-drift auto-scaling-group"],
    },
  },
  {
    story: blueGreen.trafficWaits,
    groups: {
      "prod-gate": ["info proved bg-waiting-for-traffic deployment"],
    },
  },
];
