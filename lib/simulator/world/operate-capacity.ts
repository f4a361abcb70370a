import { attachInstance } from "#lib/simulator/world/auto-scaling/attach.ts";
import { deleteGroup } from "#lib/simulator/world/auto-scaling/delete-group.ts";
import { askForCapacity, findGroup, findRow } from "#lib/simulator/world/auto-scaling/group.ts";
import {
  cancelInstanceRefresh,
  startInstanceRefresh,
} from "#lib/simulator/world/auto-scaling/instance-refresh.ts";
import { deregisterTarget } from "#lib/simulator/world/elb/targets.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** What an operator does to an Auto Scaling group as a whole, beside its size. */
export function operateCapacity(model: RegionModel) {
  return {
    /** AttachInstances: into service without launch hooks; desired capacity goes up by one each. */
    attachInstances(autoScalingGroup: string, instanceIds: readonly string[]) {
      const group = findGroup(model, autoScalingGroup);
      for (const instanceId of instanceIds) attachInstance(model, group, instanceId);
    },
    /** SetInstanceProtection: scale-in leaves the instances alone, or no longer does. */
    setInstanceProtection(instanceIds: readonly string[], protectedFromScaleIn: "on" | "off") {
      for (const instanceId of instanceIds) {
        const row =
          findRow(model, instanceId) ?? refuse(`The instance ${instanceId} is not part of any group`);
        row.member.protectedFromScaleIn = protectedFromScaleIn === "on";
      }
    },
    /** StartInstanceRefresh. */
    startInstanceRefresh: (autoScalingGroup: string) =>
      startInstanceRefresh(model, findGroup(model, autoScalingGroup)),
    /** CancelInstanceRefresh. */
    cancelInstanceRefresh: (autoScalingGroup: string) =>
      cancelInstanceRefresh(model, findGroup(model, autoScalingGroup)),
    /** DetachLoadBalancerTargetGroups; targets that are registered drain. */
    detachTargetGroup(autoScalingGroup: string, targetGroup: string) {
      const group = findGroup(model, autoScalingGroup);
      const leaving = group.targetGroupArns.filter((arn) => arn.includes(`:targetgroup/${targetGroup}/`));
      group.targetGroupArns = group.targetGroupArns.filter((arn) => !leaving.includes(arn));
      for (const arn of leaving)
        for (const { instanceId } of group.members) deregisterTarget(model, arn, instanceId);
    },
    /** PutWarmPool. */
    putWarmPool(autoScalingGroup: string, warmPool: NonNullable<SimAutoScalingGroup["warmPool"]>) {
      const group = findGroup(model, autoScalingGroup);
      group.warmPool = { ...warmPool };
      askForCapacity(model, group);
    },
    /** DeleteAutoScalingGroup by force: without hooks, but draining as ever. */
    deleteAutoScalingGroup: (autoScalingGroup: string) =>
      deleteGroup(model, findGroup(model, autoScalingGroup)),
  };
}
