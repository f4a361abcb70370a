import type { SimDeploymentConfig } from "#lib/simulator/world/state.ts";

const oneAtATime = "CodeDeployDefault.OneAtATime";

/** The three configurations that every account has for servers. */
export const defaultConfigs: readonly SimDeploymentConfig[] = [
  { name: "CodeDeployDefault.AllAtOnce", minimumHealthy: { type: "HOST_COUNT", value: 0 } },
  { name: "CodeDeployDefault.HalfAtATime", minimumHealthy: { type: "FLEET_PERCENT", value: 50 } },
  { name: oneAtATime, minimumHealthy: { type: "FLEET_PERCENT", value: 99 } },
];

/** What a configuration comes to for so many targets. `mayBeDown` of 0: it can never start (HEALTH_CONSTRAINTS_INVALID). */
export function toFleetLimits(
  config: SimDeploymentConfig,
  targetCount: number,
): { readonly mayBeDown: number; readonly mustSucceed: number } {
  // One at a time succeeds also where only the very last target fails (CD:deployment-configurations).
  if (config.name === oneAtATime) return { mayBeDown: 1, mustSucceed: Math.max(1, targetCount - 1) };
  const { type, value } = config.minimumHealthy;
  const minimum = type === "HOST_COUNT" ? value : Math.ceil((targetCount * value) / 100);
  const isDefault = defaultConfigs.some((candidate) => candidate.name === config.name);
  const mayBeDown = Math.max(isDefault ? 1 : 0, targetCount - minimum);
  return { mayBeDown, mustSucceed: Math.max(1, Math.min(minimum, targetCount)) };
}
