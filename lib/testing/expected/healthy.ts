import * as extra from "#lib/simulator/scenarios/extra.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";

/** Nothing is wrong, and nothing is found. */
export const expectedHealthy: readonly Expected[] = [
  {
    story: extra.calmBlueGreen,
    groups: {
      "prod-lotus": [],
    },
  },
  {
    story: extra.calmRefresh,
    groups: {
      "prod-tide": [],
    },
  },
  {
    story: extra.calmStandby,
    groups: {
      "prod-fern": [],
    },
  },
  {
    story: extra.calmWarmPool,
    groups: {
      "prod-reef": [],
    },
  },
  {
    story: extra.caughtUp,
    groups: {
      "prod-kelp": [],
    },
  },
  {
    story: extra.newTemplateVersion,
    groups: {
      "prod-plume": [],
    },
  },
];
