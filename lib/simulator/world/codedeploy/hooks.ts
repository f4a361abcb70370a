import { launching, removeHook, terminating } from "#lib/simulator/world/auto-scaling/hooks.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeploymentGroup, SimHook } from "#lib/simulator/world/state.ts";

const launchHookPrefix = "CodeDeploy-managed-automatic-launch-deployment-hook-";
/** Its form is not documented. */
const terminationHookPrefix = "CodeDeploy-managed-automatic-termination-deployment-hook-";
/** The queue lies in an account of AWS's own. */
const queueAccount = "110011001100";

/** Makes the deployment group's hooks fit its list of Auto Scaling groups, as Create- and UpdateDeploymentGroup do. */
export function setAutoScalingGroups(
  model: RegionModel,
  group: SimDeploymentGroup,
  names: readonly string[],
): void {
  for (const entry of group.autoScalingGroups) {
    if (!names.includes(entry.name)) takeHooksOff(model, entry);
  }
  group.autoScalingGroups = names.map((name) => {
    const known = group.autoScalingGroups.find((entry) => entry.name === name);
    const hook = keepOrPut(model, group, {
      name,
      known: known?.hook,
      prefix: launchHookPrefix,
      transition: launching,
    });
    if (!group.terminationHookEnabled) {
      if (known?.terminationHook !== undefined) takeHooksOff(model, { name, hook: known.terminationHook });
      return { name, hook };
    }
    const terminationHook = keepOrPut(model, group, {
      name,
      known: known?.terminationHook,
      prefix: terminationHookPrefix,
      transition: terminating,
    });
    return { name, hook, terminationHook };
  });
}

export function takeHooksOff(
  model: RegionModel,
  entry: { readonly name: string; readonly hook?: string; readonly terminationHook?: string },
): void {
  const target = model.state.autoScalingGroups.get(entry.name);
  if (target === undefined) return;
  if (entry.hook !== undefined) removeHook(model, target, entry.hook);
  if (entry.terminationHook !== undefined) removeHook(model, target, entry.terminationHook);
}

type HookPlace = {
  readonly name: string;
  readonly known: string | undefined;
  readonly prefix: string;
  readonly transition: SimHook["transition"];
};

/** A hook that is there stays; one that is missing is put anew, with a new uuid. */
function keepOrPut(model: RegionModel, group: SimDeploymentGroup, place: HookPlace): string {
  const target = model.state.autoScalingGroups.get(place.name);
  const { known } = place;
  if (known !== undefined && (target === undefined || target.hooks.some((hook) => hook.name === known)))
    return known;
  const { region } = model.state;
  const name = `${place.prefix}${group.name}-${model.world.ids.uuid()}`;
  target?.hooks.push({
    name,
    transition: place.transition,
    heartbeatTimeoutSeconds: 600,
    globalTimeoutSeconds: 60_000,
    defaultResult: "ABANDON",
    notificationTargetArn: `arn:aws:sqs:${region}:${queueAccount}:razorbill-${region}-prod-default-autoscaling-lifecycle-hook`,
    notificationMetadata: group.id,
    roleArn: group.serviceRoleArn,
  });
  return name;
}
