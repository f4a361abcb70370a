import * as scaling from "#lib/simulator/scenarios/scaling/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** What Auto Scaling does, or cannot do. */
export const expectedScaling: readonly Expected[] = [
  {
    story: scaling.atTheMaximum,
    groups: {
      "prod-summit": [],
    },
  },
  {
    story: scaling.balancedMidRelease,
    parameters: { azRebalances: true, eventSeconds: { AfterInstall: 90 } },
    groups: {
      "prod-prism": ["info corroborated az-rebalance-during-deployment deployment"],
    },
  },
  {
    story: scaling.beingDeleted,
    groups: {
      "prod-ember-old": ["warning proved asg-being-deleted auto-scaling-group"],
    },
  },
  {
    story: scaling.disabledKey,
    groups: {
      "prod-locket": ["warning corroborated launch-failed-kms auto-scaling-group"],
    },
  },
  {
    story: scaling.imageDeregistered,
    groups: {
      "prod-orchid": ["warning proved launch-failed-config auto-scaling-group"],
    },
  },
  {
    story: scaling.instanceQuota,
    groups: {
      "prod-hive": ["warning proved launch-failed-quota auto-scaling-group"],
    },
  },
  {
    story: scaling.launchSuspended,
    groups: {
      "prod-stove": [
        "info suspected asg-processes-left-suspended auto-scaling-group",
        "warning proved process-suspended auto-scaling-group",
        "info proved manual-termination-replaced auto-scaling-group",
      ],
    },
  },
  {
    // A day is longer than the stories last.
    story: scaling.launchesGivenUp,
    parameters: { launchGivesUpAfterSeconds: 1800 },
    groups: {
      "prod-mirage": [
        "warning proved launch-failed-capacity auto-scaling-group",
        "warning proved launch-administratively-suspended auto-scaling-group",
      ],
    },
  },
  {
    story: scaling.protectedFromScaleIn,
    groups: {
      "prod-anchor": ["info proved scale-in-protected auto-scaling-group"],
    },
  },
  {
    story: scaling.refreshMidRelease,
    groups: {
      "prod-raven": [
        "warning corroborated instance-refresh-conflict auto-scaling-group",
        "warning proved ghost-deployment-target instance",
        "warning proved terminated-mid-lifecycle-event instance",
        "warning proved ghost-deployment-target instance",
        "warning proved terminated-while-deployment-pending instance",
      ],
    },
  },
  {
    story: scaling.retirementAnnounced,
    groups: {
      "prod-tulip": ["info proved scheduled-event-replacement auto-scaling-group"],
    },
  },
  {
    story: scaling.scaledInMidRelease,
    groups: {
      "prod-barge": [
        "warning corroborated scale-in-during-deployment deployment",
        "warning proved ghost-deployment-target instance",
        "warning proved terminated-mid-lifecycle-event instance",
      ],
    },
  },
  {
    story: scaling.scaledToZero,
    groups: {
      "prod-lodge": [
        "warning corroborated asg-zero-or-max-reached auto-scaling-group",
        "info proved no-instances-matched deployment",
      ],
    },
  },
  {
    story: scaling.shortLived,
    groups: {
      "prod-mayfly": ["info proved max-instance-lifetime auto-scaling-group"],
    },
  },
  {
    story: scaling.spotTakenBack,
    groups: {
      "prod-comet": ["info proved spot-interruption deployment-group"],
    },
  },
  {
    // Auto Scaling tells no times.
    story: scaling.standingBy,
    minutesEarly: 65,
    groups: {
      "prod-crown": ["info proved standby-capacity-loss auto-scaling-group"],
    },
  },
];
