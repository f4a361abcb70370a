import type { SimInstance } from "#lib/simulator/world/state.ts";

/** m:ec2 InstanceState.Code, low byte. */
export const stateCodes: Readonly<Record<SimInstance["state"], number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};
