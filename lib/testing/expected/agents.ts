import * as agents from "#lib/simulator/scenarios/agents/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Instances whose agent cannot do its part. */
export const expectedAgents: readonly Expected[] = [
  {
    story: agents.deadFleet,
    parameters: { silentAgentShows: "skipped-events" },
    groups: {
      "prod-siren": [
        "warning proved all-lifecycle-events-skipped deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.earlyAgent,
    groups: {
      "prod-sprout": [
        "warning suspected agent-started-too-early deployment",
        "warning proved script-failed deployment",
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.fullDisk,
    groups: {
      "prod-silo": [
        "warning proved agent-disk-or-memory-exhausted deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.impairedInstance,
    groups: {
      "prod-kiln": [
        "warning proved instance-status-impaired auto-scaling-group",
        "warning proved target-unhealthy target-group",
      ],
    },
  },
  {
    // The other of the two limits that AWS names.
    story: agents.lateBootstrap,
    parameters: { launchEventStartLimitSeconds: 3600 },
    groups: {
      "prod-forge": [
        "warning suspected agent-late-bootstrap instance",
        "warning suspected agent-not-running instance",
      ],
    },
  },
  {
    story: agents.noMetadata,
    groups: {
      "prod-fjord": [
        "warning proved imds-unreachable auto-scaling-group",
        "warning corroborated agent-not-running instance",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.noProfile,
    groups: {
      "prod-marsh": [
        "warning proved missing-instance-profile auto-scaling-group",
        "warning corroborated agent-not-running instance",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.rebootedInstance,
    groups: {
      "prod-anvil": [
        "warning proved agent-restarted-mid-deployment deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.refusedBundle,
    groups: {
      "prod-crate": [
        "warning suspected instance-profile-insufficient deployment",
        "warning proved download-bundle-failure deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.restartedAgent,
    groups: {
      "prod-loom": [
        "warning proved agent-restarted-mid-deployment deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.stoppedAndStarted,
    groups: {
      "prod-lever": [
        "warning corroborated instance-rebooted-during-deployment instance",
        "warning proved agent-restarted-mid-deployment deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.unreachableBucket,
    groups: {
      "prod-quay": [
        "warning suspected agent-cannot-reach-endpoint deployment",
        "warning proved download-bundle-failure deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.unreachableEndpoint,
    groups: {
      "prod-pier": [
        "warning suspected agent-cannot-reach-endpoint deployment",
        "warning proved download-bundle-failure deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: agents.wrongClock,
    groups: {
      "prod-metro": [
        "warning suspected agent-clock-skew deployment",
        "warning proved download-bundle-failure deployment",
        "info proved health-constraints deployment",
      ],
    },
  },
];
