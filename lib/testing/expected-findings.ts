import * as extra from "#lib/simulator/scenarios/extra.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";

export type Expected = {
  readonly story: Story;
  /** `severity verdict rule subject-kind`, once for each finding, by deployment group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Where the trouble has to be watched for a while, or is over soon: when reading begins; 0 unless told. */
  readonly minutesEarly?: number;
  readonly parameters?: Partial<Parameters>;
};

/** Every story of the demo and of the extra ones, with all that is found at its curtain. */
export const expectedFindings: readonly Expected[] = [
  { story: demo.deadAgent, groups: { "prod-reports": ["warning corroborated agent-not-running instance"] } },
  { story: demo.failingScript, groups: { "prod-payments": ["warning proved script-failed deployment"] } },
  { story: demo.leftoverGreenFleet, groups: { "prod-web": ["warning proved script-failed deployment"] } },
  {
    story: demo.noCapacity,
    groups: { "prod-inference": ["warning proved launch-failed-capacity auto-scaling-group"] },
  },
  {
    story: demo.orphanHook,
    groups: {
      "prod-billing": [
        "warning proved hook-heartbeat-timeout auto-scaling-group",
        "warning corroborated orphan-hook lifecycle-hook",
      ],
    },
  },
  { story: demo.quietGroups, groups: { "prod-accounts": [], "prod-catalog": [], "prod-notify": [] } },
  {
    story: demo.recursiveLimbo,
    groups: {
      "prod-api": [
        "critical proved ghost-deployment-target instance",
        "critical proved recursive-deployment-limbo auto-scaling-group",
        "warning proved ghost-asg-reference instance",
        "warning proved ghost-detach-race instance",
        "warning proved terminated-while-deployment-pending instance",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
      ],
    },
  },
  { story: demo.rollingDeployment, groups: { "prod-checkout": [] } },
  { story: demo.scaleInAndOut, groups: { "prod-streams": [] } },
  {
    story: demo.standbyGhost,
    groups: {
      "prod-jobs": [
        "warning proved ghost-asg-reference instance",
        "warning proved standby-terminated-ghost instance",
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
    groups: { "prod-images": ["warning proved target-unhealthy target-group"] },
  },

  {
    story: extra.deadlock,
    groups: {
      "prod-auth": [
        "critical corroborated deployment-deadlock-no-inservice auto-scaling-group",
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "warning proved script-failed deployment",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
      ],
    },
  },
  {
    story: extra.detachedWithTags,
    groups: { "prod-fonts": ["info corroborated detached-but-tag-matched instance"] },
  },
  {
    story: extra.foreignHook,
    groups: { "prod-geo": ["warning corroborated foreign-hook-blocking instance"] },
  },
  {
    story: extra.hangingTermination,
    groups: { "prod-sessions": ["warning corroborated termination-deployment-hang deployment"] },
  },
  {
    // How long a termination hook has held an instance can only be seen, not asked for.
    story: extra.heldTermination,
    minutesEarly: 12,
    groups: {
      "prod-rates": [
        "warning proved target-unhealthy target-group",
        "warning suspected terminating-wait-ghost instance",
      ],
    },
  },
  {
    story: extra.hookEdited,
    groups: {
      "prod-ads": [
        "warning corroborated hook-stuck-pending-wait instance",
        "warning suspected hook-target-or-role-broken lifecycle-hook",
      ],
    },
  },
  {
    story: extra.hookKeptAlive,
    parameters: { codeDeployHeartbeatSeconds: 20, codeDeployHeartbeatsWhileBlocked: true },
    groups: {
      "prod-docs": [
        "critical proved ghost-deployment-target instance",
        "warning proved ghost-asg-reference instance",
        "warning proved ghost-detach-race instance",
        "warning proved terminated-while-deployment-pending instance",
        "warning corroborated hook-global-timeout instance",
      ],
    },
  },
  {
    story: extra.hookRenamed,
    groups: { "prod-forum": ["warning corroborated hook-name-mismatch auto-scaling-group"] },
  },
  {
    story: extra.hookTakenOff,
    groups: { "prod-blog": ["warning corroborated hook-missing auto-scaling-group"] },
  },
  {
    story: extra.killedDuringLaunch,
    groups: {
      "prod-feeds": [
        "warning proved ghost-asg-reference instance",
        "info proved ghost-deployment-target instance",
        "info proved grace-period-or-pending-ghost instance",
        "info proved terminated-while-deployment-pending instance",
      ],
    },
  },
  {
    story: extra.killedMidEvent,
    groups: {
      "prod-chat": [
        "warning proved ghost-deployment-target instance",
        "warning proved terminated-mid-lifecycle-event instance",
      ],
    },
  },
  {
    story: extra.processesLeftSuspended,
    groups: { "prod-cart": ["warning corroborated asg-processes-left-suspended auto-scaling-group"] },
  },
  {
    story: extra.relaunchLoop,
    groups: {
      "prod-video": [
        "critical corroborated terminate-relaunch-loop auto-scaling-group",
        "warning proved script-failed deployment",
        "warning corroborated hook-abandoned-by-failed-deployment auto-scaling-group",
      ],
    },
  },
  {
    story: extra.restartInTraffic,
    groups: { "prod-tags": ["info proved target-unhealthy target-group"] },
  },
  {
    story: extra.slowShutdown,
    parameters: { shutDownSeconds: 1800 },
    groups: { "prod-batch": ["warning suspected shutting-down-stuck instance"] },
  },
  {
    story: extra.stoppedTarget,
    groups: { "prod-wiki": ["warning proved stopped-instance-target instance"] },
  },
  {
    story: extra.suspendedHealthCheck,
    groups: {
      "prod-quotes": [
        "warning proved ghost-asg-reference instance",
        "warning proved healthcheck-suspended-ghost instance",
        "info proved target-terminated instance",
        "info suspected asg-processes-left-suspended auto-scaling-group",
      ],
    },
  },
  {
    story: extra.taggedGhost,
    groups: {
      "prod-maps": [
        "warning proved ghost-asg-reference instance",
        "warning proved ghost-detach-race instance",
        "info proved ghost-tag-match deployment-group",
        "info proved tag-workaround-does-not-help deployment-group",
        "info corroborated draining-target-ghost instance",
      ],
    },
  },
  {
    story: extra.terminatedWithTags,
    groups: { "prod-mail": ["info proved ghost-tag-match deployment-group"] },
  },
];
