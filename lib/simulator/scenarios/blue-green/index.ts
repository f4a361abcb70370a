export { blueGhost } from "#lib/simulator/scenarios/blue-green/blue-ghost.ts";
export { blueNotDrained } from "#lib/simulator/scenarios/blue-green/blue-not-drained.ts";
export { leftoverGreenFleet } from "#lib/simulator/scenarios/blue-green/leftover-green-fleet.ts";
export { originalKept } from "#lib/simulator/scenarios/blue-green/original-kept.ts";
export { setBackByCode } from "#lib/simulator/scenarios/blue-green/set-back-by-code.ts";
export { trafficWaits } from "#lib/simulator/scenarios/blue-green/traffic-waits.ts";
export { blueGreenUnconfigured } from "#lib/simulator/scenarios/deployments/failed-starts.ts";
