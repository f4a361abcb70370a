// The stories of the demo.
export { deadAgent } from "#lib/simulator/scenarios/agents/index.ts";
export { leftoverGreenFleet } from "#lib/simulator/scenarios/blue-green/index.ts";
export { failingScript } from "#lib/simulator/scenarios/deployments/index.ts";
export { recursiveLimbo, standbyGhost } from "#lib/simulator/scenarios/ghosts/index.ts";
export { quietGroups, rollingDeployment, scaleInAndOut } from "#lib/simulator/scenarios/healthy/index.ts";
export { orphanHook, twoGroupsOneAsg } from "#lib/simulator/scenarios/hooks/index.ts";
export { noCapacity } from "#lib/simulator/scenarios/scaling/index.ts";
export { unhealthyTargets } from "#lib/simulator/scenarios/traffic/index.ts";
