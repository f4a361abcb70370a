import * as deployments from "#lib/simulator/scenarios/deployments/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Deployments that fail as a whole, or on their instances, or are in each other's way. */
export const expectedDeployments: readonly Expected[] = [
  {
    story: deployments.accountLimit,
    groups: {
      "prod-swarm": ["warning proved account-concurrency-limit deployment"],
    },
  },
  {
    story: deployments.deletedBundle,
    groups: {
      "prod-stash": [
        "warning proved revision-missing deployment",
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
      ],
    },
  },
  {
    // Eight hours are longer than the stories last.
    story: deployments.endlessDeployment,
    parameters: { inPlaceLimitSeconds: 1500, eventSeconds: { AfterInstall: 300 } },
    groups: {
      "prod-glacier": ["warning proved deployment-timeout deployment"],
    },
  },
  {
    story: deployments.failingStop,
    groups: {
      "prod-tower": [
        "warning proved application-stop-failure deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: deployments.foreignFiles,
    groups: {
      "prod-files": ["warning proved file-exists deployment", "info proved health-constraints deployment"],
    },
  },
  {
    story: deployments.githubTokenRevoked,
    groups: {
      "prod-readme": ["warning proved github-token deployment"],
    },
  },
  {
    story: deployments.impossibleMinimum,
    groups: {
      "prod-vault": ["warning proved health-constraints-invalid deployment"],
    },
  },
  {
    story: deployments.internalError,
    groups: {
      "prod-relay": ["warning proved internal-error deployment"],
    },
  },
  {
    story: deployments.leftInStandby,
    groups: {
      "prod-valve": [
        "warning proved script-failed deployment",
        "warning corroborated stop-left-instance-in-standby deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: deployments.leftOutdated,
    groups: {
      "prod-mixer": ["warning corroborated outdated-instances-after-scale-out deployment-group"],
    },
  },
  {
    story: deployments.missingScript,
    groups: {
      "prod-brook": ["warning proved script-missing deployment", "info proved health-constraints deployment"],
    },
  },
  {
    story: deployments.nothingMatches,
    groups: {
      "prod-atlas": ["warning proved no-instances-matched deployment"],
    },
  },
  {
    story: deployments.raisedAlarm,
    groups: {
      "prod-meter": ["warning proved alarm-active deployment"],
    },
  },
  {
    story: deployments.recreatedAutoScalingGroup,
    groups: {
      "prod-cedar": [
        "warning proved autoscaling-config-error deployment",
        "warning corroborated hook-missing auto-scaling-group",
      ],
    },
  },
  {
    story: deployments.recreatedDeploymentGroup,
    groups: {
      "prod-ember": ["warning proved application-or-group-missing deployment"],
    },
  },
  {
    story: deployments.rollbackFailsToo,
    groups: {
      "prod-crane": [
        "warning proved script-failed deployment",
        "info proved health-constraints deployment",
        "warning proved rollback-cascade deployment",
        "warning proved script-failed deployment",
      ],
    },
  },
  {
    story: deployments.rolledBack,
    groups: {
      "prod-sledge": [
        "info proved script-failed deployment",
        "info proved health-constraints deployment",
        "info proved rollback-cascade deployment",
      ],
    },
  },
  {
    story: deployments.scriptWithoutRight,
    groups: {
      "prod-flint": [
        "warning proved script-not-executable deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: deployments.secondInLine,
    parameters: { secondFleetDeployment: "queued" },
    groups: {
      "prod-queue": [
        "info proved target-unhealthy target-group",
        "warning corroborated allow-traffic-stuck deployment",
        "info corroborated deployment-already-running deployment",
      ],
    },
  },
  {
    story: deployments.serviceRoleLost,
    groups: {
      "prod-ledger": ["warning proved service-role-problem deployment"],
    },
  },
  {
    story: deployments.slowScript,
    groups: {
      "prod-moss": [
        "warning proved script-timed-out deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: deployments.stoppedByHand,
    groups: {
      "prod-ferry": ["warning proved manual-stop deployment"],
    },
  },
  {
    story: deployments.suspensionRefused,
    groups: {
      "prod-harbor": ["warning suspected in-place-suspend-failure deployment"],
    },
  },
  {
    story: deployments.throttledAccount,
    groups: {
      "prod-pixels": ["warning proved throttled deployment"],
    },
  },
  {
    story: deployments.unparsableRevision,
    groups: {
      "prod-shelf": ["warning proved invalid-revision deployment"],
    },
  },
];
