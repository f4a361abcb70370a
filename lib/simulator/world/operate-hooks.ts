import { findGroup, findMember } from "#lib/simulator/world/auto-scaling/group.ts";
import { completeLifecycleAction, removeHook } from "#lib/simulator/world/auto-scaling/hooks.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimHook } from "#lib/simulator/world/state.ts";

/** What an operator does to lifecycle hooks. */
export function operateHooks(model: RegionModel) {
  return {
    /** PutLifecycleHook: a new one, or other settings for one of that name. Members that wait already are not touched. */
    putLifecycleHook(
      autoScalingGroup: string,
      hook: Pick<SimHook, "name" | "transition"> &
        Partial<Omit<SimHook, "name" | "transition" | "globalTimeoutSeconds">>,
    ) {
      const group = findGroup(model, autoScalingGroup);
      const heartbeatTimeoutSeconds = hook.heartbeatTimeoutSeconds ?? 3600;
      if (!(heartbeatTimeoutSeconds >= 30 && heartbeatTimeoutSeconds <= 7200))
        refuse(`heartbeat timeout of ${heartbeatTimeoutSeconds} s; allowed are 30 to 7200`);
      // The global timeout is not ours to choose: 48 hours or 100 heartbeats, whichever is less (m:autoscaling).
      const globalTimeoutSeconds = Math.min(48 * 3600, 100 * heartbeatTimeoutSeconds);
      group.hooks = group.hooks.filter((other) => other.name !== hook.name);
      group.hooks.push({ defaultResult: "ABANDON", ...hook, heartbeatTimeoutSeconds, globalTimeoutSeconds });
    },
    /** DeleteLifecycleHook: members that it holds on their way in are cancelled. */
    deleteLifecycleHook(autoScalingGroup: string, hookName: string) {
      const group = findGroup(model, autoScalingGroup);
      if (!group.hooks.some((hook) => hook.name === hookName)) {
        const known = group.hooks.map((hook) => hook.name).join(", ") || "none";
        refuse(`No Lifecycle Hook found with name: ${hookName}; known are: ${known}`);
      }
      removeHook(model, group, hookName);
    },
    /** CompleteLifecycleAction for a waiting member; every hook that holds it, unless one is named. */
    completeLifecycleAction(options: {
      readonly autoScalingGroup: string;
      readonly instanceId: string;
      readonly result: "CONTINUE" | "ABANDON";
      readonly hook?: string;
    }) {
      const { autoScalingGroup, instanceId, result } = options;
      const member = findMember(findGroup(model, autoScalingGroup), instanceId);
      const open = member.waits.filter((wait) => wait.result === undefined).map((wait) => wait.hook);
      const hooks = options.hook === undefined ? open : [options.hook];
      if (hooks.length === 0)
        refuse(
          `No active Lifecycle Action found with instance ID ${instanceId}: it is ${member.lifecycleState}`,
        );
      for (const hook of hooks) {
        const waits = member.waits.some((wait) => wait.hook === hook && wait.result === undefined);
        if (waits || options.hook !== undefined)
          completeLifecycleAction(model, { group: autoScalingGroup, hook, instanceId, result });
      }
    },
  };
}
