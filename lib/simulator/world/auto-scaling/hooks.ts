import { addSeconds, earlier } from "#lib/domain/time.ts";
import {
  findGroup,
  findRowIn,
  isWarm,
  type MemberRow,
  moveMember,
} from "#lib/simulator/world/auto-scaling/group.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { HookAction, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimHook, SimHookWait, SimMember } from "#lib/simulator/world/state.ts";

export const launching = "autoscaling:EC2_INSTANCE_LAUNCHING";
export const terminating = "autoscaling:EC2_INSTANCE_TERMINATING";

type Result = "CONTINUE" | "ABANDON";
const completedText = {
  CONTINUE: "Completed with CONTINUE Result",
  ABANDON: "Completed with ABANDON Result",
};

/** Puts the member into `…:Wait` with every hook of the transition at once. False where there is no hook. */
export function startHookWaits(
  model: RegionModel,
  group: SimAutoScalingGroup,
  start: { readonly member: SimMember; readonly transition: SimHook["transition"] },
): boolean {
  const { member, transition } = start;
  const hooks = group.hooks.filter((hook) => hook.transition === transition);
  if (hooks.length === 0) return false;
  const pool = isWarm(member) ? "Warmed:" : "";
  const to = transition === launching ? `${pool}Pending:Wait` : "Terminating:Wait";
  moveMember(model, group, { member, to });
  for (const hook of hooks) {
    const token = model.world.ids.uuid();
    const startedAt = model.world.now();
    const globalDeadline = addSeconds(startedAt, hook.globalTimeoutSeconds);
    const heartbeatDeadline = earlier(addSeconds(startedAt, hook.heartbeatTimeoutSeconds), globalDeadline);
    member.waits.push({ hook: hook.name, token, startedAt, heartbeatDeadline, globalDeadline });
    const { instanceId } = member;
    model.emit({ kind: "lifecycle-action", group: group.name, hook, instanceId, token });
    watchDeadline(model, { group: group.name, hook: hook.name, instanceId, token }, hook.defaultResult);
  }
  return true;
}

/** RecordLifecycleActionHeartbeat. Says whether there was anything to keep alive. */
export function recordHeartbeat(model: RegionModel, action: HookAction): boolean {
  const found = findWait(model, action);
  const group = model.state.autoScalingGroups.get(action.group);
  const hook = group?.hooks.find((candidate) => candidate.name === action.hook);
  if (found === undefined || hook === undefined) return false;
  const next = addSeconds(model.world.now(), hook.heartbeatTimeoutSeconds);
  found.wait.heartbeatDeadline = earlier(next, found.wait.globalDeadline);
  return true;
}

/** CompleteLifecycleAction, by instance (any token) or by token. */
export function completeLifecycleAction(
  model: RegionModel,
  action: Omit<HookAction, "token"> & { readonly token?: string; readonly result: Result },
): void {
  const group = findGroup(model, action.group);
  const member = findRowIn(model, action.group, action.instanceId)?.member;
  const wait = member?.waits.find(
    (candidate) =>
      candidate.hook === action.hook &&
      candidate.result === undefined &&
      (action.token === undefined || candidate.token === action.token),
  );
  if (member === undefined || wait === undefined)
    refuse(`No active Lifecycle Action found with instance ID ${action.instanceId} and hook ${action.hook}`);
  endWait(model, group, {
    member,
    wait,
    result: action.result,
    why: `Lifecycle Action ${completedText[action.result]}`,
  });
}

/** True while this lifecycle action is undecided. */
export function isWaiting(model: RegionModel, action: HookAction): boolean {
  return findWait(model, action) !== undefined;
}

/** Takes the hook off the group; members that it holds on their way in are abandoned (CD:troubleshooting-auto-scaling). */
export function removeHook(model: RegionModel, group: SimAutoScalingGroup, hookName: string): void {
  const hook = group.hooks.find((candidate) => candidate.name === hookName);
  if (hook === undefined) return;
  group.hooks = group.hooks.filter((candidate) => candidate !== hook);
  const result = hook.transition === launching ? "ABANDON" : "CONTINUE";
  for (const member of group.members) {
    for (const wait of member.waits) {
      if (wait.hook !== hookName || wait.result !== undefined) continue;
      endWait(model, group, { member, wait, result, why: `Lifecycle Action ${completedText[result]}` });
    }
  }
}

function watchDeadline(model: RegionModel, action: HookAction, defaultResult: Result): void {
  const found = findWait(model, action);
  if (found === undefined) return;
  model.world.at(found.wait.heartbeatDeadline, () => {
    const current = findWait(model, action);
    if (current === undefined) return;
    if (model.world.now() < current.wait.heartbeatDeadline) {
      watchDeadline(model, action, defaultResult);
      return;
    }
    endWait(model, current.group, { ...current, result: defaultResult, why: "Heartbeat Timeout" });
  });
}

function findWait(
  model: RegionModel,
  action: HookAction,
): (MemberRow & { readonly wait: SimHookWait }) | undefined {
  const row = findRowIn(model, action.group, action.instanceId);
  const wait = row?.member.waits.find((candidate) => candidate.token === action.token);
  return row === undefined || wait === undefined || wait.result !== undefined ? undefined : { ...row, wait };
}

type WaitEnd = {
  readonly member: SimMember;
  readonly wait: SimHookWait;
  readonly result: Result;
  readonly why: string;
};

/** ABANDON decides at once; CONTINUE decides when it is the last. */
function endWait(model: RegionModel, group: SimAutoScalingGroup, end: WaitEnd): void {
  const { member, wait, result, why } = end;
  wait.result = result;
  if (result === "CONTINUE" && member.waits.some((other) => other.result === undefined)) return;
  for (const other of member.waits) other.result ??= "ABANDON";
  model.emit({
    kind: "hooks-ended",
    group: group.name,
    instanceId: member.instanceId,
    transition: member.lifecycleState.endsWith("Pending:Wait") ? launching : terminating,
    result,
    token: wait.token,
    why,
  });
}
