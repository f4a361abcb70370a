import * as hooks from "#lib/simulator/scenarios/hooks/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Launches and terminations that hooks hold, let through or give up. */
export const expectedHooks: readonly Expected[] = [
  {
    story: hooks.attachedByHand,
    groups: {
      "prod-patch": [
        "warning suspected attached-instance-without-hook instance",
        "warning proved target-unhealthy target-group",
      ],
    },
  },
  {
    story: hooks.deadlock,
    groups: {
      "prod-auth": [
        "warning proved script-failed deployment",
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "critical corroborated deployment-deadlock-no-inservice auto-scaling-group",
        "warning proved no-instances-matched deployment",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
        "info proved health-constraints deployment",
        "info proved manual-termination-replaced auto-scaling-group",
      ],
    },
  },
  {
    story: hooks.foreignHook,
    groups: {
      "prod-geo": ["warning corroborated foreign-hook-blocking instance"],
    },
  },
  {
    story: hooks.hangingTermination,
    groups: {
      "prod-sessions": ["warning corroborated termination-deployment-hang deployment"],
    },
  },
  {
    story: hooks.hookEdited,
    groups: {
      "prod-ads": [
        "warning suspected hook-target-or-role-broken lifecycle-hook",
        "warning corroborated hook-stuck-pending-wait instance",
      ],
    },
  },
  {
    story: hooks.hookKeptAlive,
    parameters: { codeDeployHeartbeatSeconds: 20, codeDeployHeartbeatsWhileBlocked: true },
    groups: {
      "prod-docs": [
        "warning proved ghost-detach-race instance",
        "warning proved ghost-asg-reference instance",
        "critical proved ghost-deployment-target instance",
        "warning proved terminated-while-deployment-pending instance",
        "warning corroborated hook-global-timeout instance",
      ],
    },
  },
  {
    story: hooks.hookRemovedMidWait,
    groups: {
      "prod-finch": ["warning proved target-unhealthy target-group"],
    },
  },
  {
    story: hooks.hookRenamed,
    groups: {
      "prod-forum": ["warning corroborated hook-name-mismatch auto-scaling-group"],
    },
  },
  {
    story: hooks.hookTakenOff,
    groups: {
      "prod-blog": ["warning corroborated hook-missing auto-scaling-group"],
    },
  },
  {
    // When a hook was put can only be seen.
    story: hooks.hookTooLate,
    minutesEarly: 8,
    groups: {
      "prod-oat": ["warning suspected hook-installed-too-late auto-scaling-group"],
    },
  },
  {
    story: hooks.launchesThrottled,
    groups: {
      "prod-gale": [
        "warning proved script-failed deployment",
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
        "info suspected asg-throttles-launches-after-hook-failures auto-scaling-group",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    story: hooks.processesLeftSuspended,
    groups: {
      "prod-cart": ["warning corroborated asg-processes-left-suspended auto-scaling-group"],
    },
  },
  {
    story: hooks.relaunchLoop,
    groups: {
      "prod-video": [
        "warning proved script-failed deployment",
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
        "info proved health-constraints deployment",
      ],
    },
  },
  {
    // The other of the two limits that AWS names.
    story: hooks.warmPoolHangs,
    parameters: { launchEventStartLimitSeconds: 3600 },
    groups: {
      "prod-embers": [
        "warning suspected warm-pool-stuck instance",
        "warning proved stopped-instance-target instance",
      ],
    },
  },
];
