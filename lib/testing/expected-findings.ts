import { expectedAgents } from "#lib/testing/expected/agents.ts";
import { expectedBlueGreen } from "#lib/testing/expected/blue-green.ts";
import { expectedDemo } from "#lib/testing/expected/demo.ts";
import { expectedDeployments } from "#lib/testing/expected/deployments.ts";
import type { Expected } from "#lib/testing/expected/expected.ts";
import { expectedGhosts } from "#lib/testing/expected/ghosts.ts";
import { expectedHealthy } from "#lib/testing/expected/healthy.ts";
import { expectedHooks } from "#lib/testing/expected/hooks.ts";
import { expectedScaling } from "#lib/testing/expected/scaling.ts";
import { expectedTraffic } from "#lib/testing/expected/traffic.ts";

export type { Expected } from "#lib/testing/expected/expected.ts";

/** Every story of the demo and of the extra ones, with all that is found at its curtain. */
export const expectedFindings: readonly Expected[] = [
  ...expectedDemo,
  ...expectedGhosts,
  ...expectedHooks,
  ...expectedAgents,
  ...expectedTraffic,
  ...expectedScaling,
  ...expectedBlueGreen,
  ...expectedHealthy,
  ...expectedDeployments,
];
