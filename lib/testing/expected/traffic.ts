import * as traffic from "#lib/simulator/scenarios/traffic/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Target groups, load balancers and what waits for them. */
export const expectedTraffic: readonly Expected[] = [
  {
    story: traffic.killedByHealthCheck,
    parameters: { eventSeconds: { AfterInstall: 150 } },
    groups: {
      "prod-otter": ["warning corroborated elb-healthcheck-kills-during-deploy deployment"],
    },
  },
  {
    story: traffic.listenerRemoved,
    groups: {
      "prod-lantern": [
        "warning proved target-not-in-use target-group",
        "warning corroborated allow-traffic-stuck deployment",
      ],
    },
  },
  {
    // Auto Scaling tells no times.
    story: traffic.neverAnswers,
    minutesEarly: 40,
    groups: {
      "prod-quartz": [
        "critical proved target-unhealthy target-group",
        "info proved traffic-source-state-stuck auto-scaling-group",
      ],
    },
  },
  {
    story: traffic.neverHealthy,
    groups: {
      "prod-pulse": [
        "info proved target-unhealthy target-group",
        "warning corroborated allow-traffic-stuck deployment",
      ],
    },
  },
  {
    // Since when it is in service can only be seen, not asked for.
    story: traffic.neverRegistered,
    minutesEarly: 6,
    groups: {
      "prod-heron": ["warning corroborated target-not-registered target-group"],
    },
  },
  {
    story: traffic.restartInTraffic,
    groups: {
      "prod-tags": ["info proved target-unhealthy target-group"],
    },
  },
  {
    story: traffic.slowDrain,
    groups: {
      "prod-basin": [
        "info proved deregistration-delay-long target-group",
        "info corroborated block-traffic-slow deployment",
      ],
    },
  },
  {
    // ELB tells no times.
    story: traffic.slowRegistration,
    minutesEarly: 12,
    parameters: { targetRegistrationSeconds: 3600 },
    groups: {
      "prod-creek": ["warning proved target-initial-too-long target-group"],
    },
  },
  {
    story: traffic.targetGroupDeleted,
    groups: {
      "prod-dune": ["warning proved target-group-deleted auto-scaling-group"],
    },
  },
  {
    story: traffic.targetGroupRenamed,
    groups: {
      "prod-delta": ["warning proved elb-invalid deployment"],
    },
  },
  {
    story: traffic.zonalShift,
    groups: {
      "prod-tundra": ["info proved zonal-shift-active target-group"],
    },
  },
];
