import * as extra from "#lib/simulator/scenarios/extra.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** What Auto Scaling does, or cannot do. */
export const expectedScaling: readonly Expected[] = [
  {
    story: extra.atTheMaximum,
    groups: {
      "prod-summit": [],
    },
  },
  {
    story: extra.balancedMidRelease,
    parameters: { azRebalances: true, eventSeconds: { AfterInstall: 90 } },
    groups: {
      "prod-prism": ["info corroborated az-rebalance-during-deployment deployment"],
    },
  },
  {
    story: extra.beingDeleted,
    groups: {
      "prod-ember-old": ["warning proved asg-being-deleted auto-scaling-group"],
    },
  },
  {
    story: extra.disabledKey,
    groups: {
      "prod-locket": ["warning corroborated launch-failed-kms auto-scaling-group"],
    },
  },
  {
    story: extra.imageDeregistered,
    groups: {
      "prod-orchid": ["warning proved launch-failed-config auto-scaling-group"],
    },
  },
  {
    story: extra.instanceQuota,
    groups: {
      "prod-hive": ["warning proved launch-failed-quota auto-scaling-group"],
    },
  },
  {
    story: extra.launchSuspended,
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
    story: extra.launchesGivenUp,
    parameters: { launchGivesUpAfterSeconds: 1800 },
    groups: {
      "prod-mirage": [
        "warning proved launch-failed-capacity auto-scaling-group",
        "warning proved launch-administratively-suspended auto-scaling-group",
      ],
    },
  },
  {
    story: extra.protectedFromScaleIn,
    groups: {
      "prod-anchor": ["info proved scale-in-protected auto-scaling-group"],
    },
  },
  {
    story: extra.refreshMidRelease,
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
    story: extra.retirementAnnounced,
    groups: {
      "prod-tulip": ["info proved scheduled-event-replacement auto-scaling-group"],
    },
  },
  {
    story: extra.scaledInMidRelease,
    groups: {
      "prod-barge": [
        "warning corroborated scale-in-during-deployment deployment",
        "warning proved ghost-deployment-target instance",
        "warning proved terminated-mid-lifecycle-event instance",
      ],
    },
  },
  {
    story: extra.scaledToZero,
    groups: {
      "prod-lodge": [
        "warning corroborated asg-zero-or-max-reached auto-scaling-group",
        "info proved no-instances-matched deployment",
      ],
    },
  },
  {
    story: extra.shortLived,
    groups: {
      "prod-mayfly": ["info proved max-instance-lifetime auto-scaling-group"],
    },
  },
  {
    story: extra.spotTakenBack,
    groups: {
      "prod-comet": ["info proved spot-interruption deployment-group"],
    },
  },
  {
    // Auto Scaling tells no times.
    story: extra.standingBy,
    minutesEarly: 65,
    groups: {
      "prod-crown": ["info proved standby-capacity-loss auto-scaling-group"],
    },
  },
];
