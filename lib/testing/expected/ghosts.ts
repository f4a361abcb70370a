import * as ghosts from "#lib/simulator/scenarios/ghosts/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Instances that are gone, or about to be, and still referred to. */
export const expectedGhosts: readonly Expected[] = [
  {
    story: ghosts.detachedWithTags,
    groups: {
      "prod-fonts": ["info corroborated detached-but-tag-matched instance"],
    },
  },
  {
    // How long a termination hook has held an instance can only be seen, not asked for.
    story: ghosts.heldTermination,
    minutesEarly: 12,
    groups: {
      "prod-rates": [
        "warning proved target-unhealthy target-group",
        "warning corroborated allow-traffic-stuck deployment",
        "warning suspected terminating-wait-ghost instance",
      ],
    },
  },
  {
    story: ghosts.killedDuringLaunch,
    groups: {
      "prod-feeds": [
        "info proved grace-period-or-pending-ghost instance",
        "warning proved ghost-asg-reference instance",
        "info proved ghost-deployment-target instance",
        "info proved terminated-while-deployment-pending instance",
      ],
    },
  },
  {
    story: ghosts.killedMidEvent,
    groups: {
      "prod-chat": [
        "info proved manual-termination-replaced auto-scaling-group",
        "warning proved ghost-deployment-target instance",
        "warning proved terminated-mid-lifecycle-event instance",
      ],
    },
  },
  {
    story: ghosts.retainedAfterTermination,
    groups: {
      "prod-relic": [
        "warning proved terminating-retained instance",
        "warning proved ghost-asg-reference instance",
      ],
    },
  },
  {
    story: ghosts.slowShutdown,
    parameters: { shutDownSeconds: 1800 },
    groups: {
      "prod-batch": ["warning suspected shutting-down-stuck instance"],
    },
  },
  {
    story: ghosts.stoppedTarget,
    groups: {
      "prod-wiki": ["warning proved stopped-instance-target instance"],
    },
  },
  {
    story: ghosts.suspendedHealthCheck,
    groups: {
      "prod-quotes": [
        "info suspected asg-processes-left-suspended auto-scaling-group",
        "warning proved healthcheck-suspended-ghost instance",
        "warning proved ghost-asg-reference instance",
        "info proved target-terminated instance",
      ],
    },
  },
  {
    story: ghosts.taggedGhost,
    groups: {
      "prod-maps": [
        "warning proved ghost-detach-race instance",
        "warning proved ghost-asg-reference instance",
        "info proved tag-workaround-does-not-help deployment-group",
        "info proved ghost-tag-match deployment-group",
        "info corroborated draining-target-ghost instance",
      ],
    },
  },
  {
    // When an instance was tagged can only be seen.
    story: ghosts.taggedTooLate,
    minutesEarly: 22,
    groups: {
      "prod-badge": ["warning suspected freshly-tagged-not-matched instance"],
    },
  },
  {
    story: ghosts.terminatedByHand,
    groups: {
      "prod-thorn": ["info proved manual-termination-replaced auto-scaling-group"],
    },
  },
  {
    story: ghosts.terminatedWithTags,
    groups: {
      "prod-mail": ["info proved ghost-tag-match deployment-group"],
    },
  },
];
