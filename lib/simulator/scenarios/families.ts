// Every story, by what it is about.
export * as agents from "#lib/simulator/scenarios/agents/index.ts";
export * as blueGreen from "#lib/simulator/scenarios/blue-green/index.ts";
export * as deployments from "#lib/simulator/scenarios/deployments/index.ts";
export * as ghosts from "#lib/simulator/scenarios/ghosts/index.ts";
export * as healthy from "#lib/simulator/scenarios/healthy/index.ts";
export * as hooks from "#lib/simulator/scenarios/hooks/index.ts";
export * as scaling from "#lib/simulator/scenarios/scaling/index.ts";
export * as traffic from "#lib/simulator/scenarios/traffic/index.ts";
