import * as healthy from "#lib/simulator/scenarios/healthy/index.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Nothing is wrong, and nothing is found. */
export const expectedHealthy: readonly Expected[] = [
  {
    story: healthy.calmBlueGreen,
    groups: {
      "prod-lotus": [],
    },
  },
  {
    story: healthy.calmRefresh,
    groups: {
      "prod-tide": [],
    },
  },
  {
    story: healthy.calmStandby,
    groups: {
      "prod-fern": [],
    },
  },
  {
    story: healthy.calmWarmPool,
    groups: {
      "prod-reef": [],
    },
  },
  {
    story: healthy.caughtUp,
    groups: {
      "prod-kelp": [],
    },
  },
  {
    story: healthy.newTemplateVersion,
    groups: {
      "prod-plume": [],
    },
  },
];
