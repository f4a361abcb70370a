import {
  completeLifecycleAction,
  isWaiting,
  launching,
  recordHeartbeat,
} from "#lib/simulator/world/auto-scaling/hooks.ts";
import { createDeployment, isFinal } from "#lib/simulator/world/codedeploy/deployments.ts";
import { isGroupHeldByGhost } from "#lib/simulator/world/codedeploy/ghost-waits.ts";
import { lastSuccessfulRevision } from "#lib/simulator/world/codedeploy/groups.ts";
import type { HookAction, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentGroup, SimHook } from "#lib/simulator/world/state.ts";

/** A launch hook's notification to CodeDeploy's deployment. */
const hookNoticeSeconds = 8;
/** A finished deployment to its CompleteLifecycleAction. */
const hookCompletionSeconds = 3;

/** What CodeDeploy does with the notifications of its lifecycle hooks: a deployment for each, kept alive, and answered by its outcome. */
export function connectHookDeployments(model: RegionModel): void {
  model.on("lifecycle-action", (signal) => {
    const { group, instanceId, token } = signal;
    const action: HookAction = { group, hook: signal.hook.name, instanceId, token };
    model.world.afterAbout(hookNoticeSeconds, () => answer(model, action, signal.hook));
  });
  model.on("deployment", (signal) => {
    const run = model.hidden.runs.get(signal.deploymentId);
    const deployment = model.state.deployments.get(signal.deploymentId);
    if (run?.action === undefined || deployment === undefined || signal.to !== deployment.status) return;
    if (!isFinal(deployment) || !model.state.deploymentGroups.has(run.groupKey)) return;
    const continues = deployment.status === "Succeeded" || run.kind === "termination";
    complete(model, run.action, continues ? "CONTINUE" : "ABANDON");
  });
}

/** The hook names its deployment group by id (part 3.1); a hook whose group is gone is heard by nobody. */
function answer(model: RegionModel, action: HookAction, hook: SimHook): void {
  const group = [...model.state.deploymentGroups.values()].find(
    (candidate) => candidate.id === hook.notificationMetadata,
  );
  if (group === undefined || !isWaiting(model, action)) return;
  const revision = lastSuccessfulRevision(model, group);
  if (revision === undefined) {
    complete(model, action, "CONTINUE");
    return;
  }
  const kind = hook.transition === launching ? "launch" : "termination";
  const deployment = createDeployment(model, {
    application: group.application,
    group: group.name,
    revision,
    creator: kind === "launch" ? "autoscaling" : "autoscalingTermination",
    kind,
    only: [action.instanceId],
    action,
  });
  beat(model, { deployment, group, action });
}

type Beat = {
  readonly deployment: SimDeployment;
  readonly group: SimDeploymentGroup;
  readonly action: HookAction;
};

function beat(model: RegionModel, heart: Beat): void {
  const { world } = model;
  world.after(world.parameters.codeDeployHeartbeatSeconds * 1000, () => {
    if (isFinal(heart.deployment) || !isWaiting(model, heart.action)) return;
    const blocked = isGroupHeldByGhost(model, `${heart.group.application}/${heart.group.name}`);
    if (!blocked || world.parameters.codeDeployHeartbeatsWhileBlocked) recordHeartbeat(model, heart.action);
    beat(model, heart);
  });
}

function complete(model: RegionModel, action: HookAction, result: "CONTINUE" | "ABANDON"): void {
  model.world.afterAbout(hookCompletionSeconds, () => {
    if (isWaiting(model, action)) completeLifecycleAction(model, { ...action, result });
  });
}
