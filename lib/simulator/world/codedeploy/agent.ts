import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

/** The agent runs, has begun to poll, and works for nobody else. */
export function isAgentReady(model: RegionModel, instanceId: string, deploymentId: string): boolean {
  const machine = model.hidden.machines.get(instanceId);
  if (machine === undefined || !isAgentAlive(model, instanceId)) return false;
  if (model.world.now() < machine.agentReadyAt) return false;
  return machine.busyWith === undefined || machine.busyWith === deploymentId;
}

/** The machine runs and so does the agent on it, which needs the credentials of an instance profile. */
export function isAgentAlive(model: RegionModel, instanceId: string): boolean {
  const instance = model.state.instances.get(instanceId);
  if (instance?.state !== "running" || instance.agent !== "alive") return false;
  if (instance.profileArn === undefined || instance.metadataEndpoint === "disabled") return false;
  return instance.statusCheck !== "impaired";
}
