import * as demo from "#lib/simulator/scenarios/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** The stories of the demo. */
export const expectedDemo: readonly Expected[] = [
  {
    story: demo.deadAgent,
    groups: {
      "prod-reports": [
        "warning corroborated agent-not-running instance",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: demo.failingScript,
    groups: {
      "prod-payments": [
        "warning proved script-failed deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: demo.leftoverGreenFleet,
    groups: {
      "prod-web": [
        "warning proved script-failed deployment",
        "warning corroborated bg-leftover-green-asg auto-scaling-group",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: demo.noCapacity,
    groups: {
      "prod-inference": ["warning proved launch-failed-capacity auto-scaling-group"],
    },
  },
  {
    story: demo.orphanHook,
    groups: {
      "prod-billing": [
        "warning corroborated orphan-hook lifecycle-hook",
        "warning proved hook-heartbeat-timeout auto-scaling-group",
      ],
    },
  },
  {
    story: demo.quietGroups,
    groups: {
      "prod-accounts": [],
      "prod-catalog": [],
      "prod-notify": [],
    },
  },
  {
    story: demo.recursiveLimbo,
    groups: {
      "prod-api": [
        "warning proved ghost-detach-race instance",
        "warning proved ghost-asg-reference instance",
        "critical proved ghost-deployment-target instance",
        "critical proved recursive-deployment-limbo auto-scaling-group",
        "info proved manual-stop deployment",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
        "warning proved terminated-while-deployment-pending instance",
      ],
    },
  },
  {
    story: demo.rollingDeployment,
    groups: {
      "prod-checkout": [],
    },
  },
  {
    story: demo.scaleInAndOut,
    groups: {
      "prod-streams": [],
    },
  },
  {
    story: demo.standbyGhost,
    groups: {
      "prod-jobs": [
        "warning proved standby-terminated-ghost instance",
        "warning proved ghost-asg-reference instance",
      ],
    },
  },
  {
    story: demo.twoGroupsOneAsg,
    groups: {
      "prod-search": ["warning proved multiple-dg-one-asg auto-scaling-group"],
      "prod-search-indexer": ["warning proved multiple-dg-one-asg auto-scaling-group"],
    },
  },
  {
    story: demo.unhealthyTargets,
    groups: {
      "prod-images": ["warning proved target-unhealthy target-group"],
    },
  },
];
