import * as extra from "#lib/simulator/scenarios/extra.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Target groups, load balancers and what waits for them. */
export const expectedTraffic: readonly Expected[] = [
  {
    story: extra.killedByHealthCheck,
    parameters: { eventSeconds: { AfterInstall: 150 } },
    groups: {
      "prod-otter": ["warning corroborated elb-healthcheck-kills-during-deploy deployment"],
    },
  },
  {
    story: extra.listenerRemoved,
    groups: {
      "prod-lantern": [
        "warning proved target-not-in-use target-group",
        "warning corroborated allow-traffic-stuck deployment",
      ],
    },
  },
  {
    // Auto Scaling tells no times.
    story: extra.neverAnswers,
    minutesEarly: 40,
    groups: {
      "prod-quartz": [
        "critical proved target-unhealthy target-group",
        "info proved traffic-source-state-stuck auto-scaling-group",
      ],
    },
  },
  {
    story: extra.neverHealthy,
    groups: {
      "prod-pulse": [
        "info proved target-unhealthy target-group",
        "warning corroborated allow-traffic-stuck deployment",
      ],
    },
  },
  {
    // Since when it is in service can only be seen, not asked for.
    story: extra.neverRegistered,
    minutesEarly: 6,
    groups: {
      "prod-heron": ["warning corroborated target-not-registered target-group"],
    },
  },
  {
    story: extra.restartInTraffic,
    groups: {
      "prod-tags": ["info proved target-unhealthy target-group"],
    },
  },
  {
    story: extra.slowDrain,
    groups: {
      "prod-basin": [
        "info proved deregistration-delay-long target-group",
        "info corroborated block-traffic-slow deployment",
      ],
    },
  },
  {
    // ELB tells no times.
    story: extra.slowRegistration,
    minutesEarly: 12,
    parameters: { targetRegistrationSeconds: 3600 },
    groups: {
      "prod-creek": ["warning proved target-initial-too-long target-group"],
    },
  },
  {
    story: extra.targetGroupDeleted,
    groups: {
      "prod-dune": ["warning proved target-group-deleted auto-scaling-group"],
    },
  },
  {
    story: extra.targetGroupRenamed,
    groups: {
      "prod-delta": ["warning proved elb-invalid deployment"],
    },
  },
  {
    story: extra.zonalShift,
    groups: {
      "prod-tundra": ["info proved zonal-shift-active target-group"],
    },
  },
];
