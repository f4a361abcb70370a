import type { HookView, InstanceRow } from "#lib/report/schema.ts";

export const groupId = "group";
export const tagsId = "tags";

export function toAutoScalingGroupId(name: string): string {
  return `asg:${name}`;
}

export function toDeploymentId(id: string): string {
  return `deployment:${id}`;
}

export function toHookId(hook: Pick<HookView, "autoScalingGroup" | "name">): string {
  return `hook:${hook.autoScalingGroup}/${hook.name}`;
}

export function toTargetGroupId(name: string): string {
  return `tg:${name}`;
}

export function toInstanceId(id: string): string {
  return `instance:${id}`;
}

/** An instance in a sentence: its id, and the letter by which the page calls it. */
export function toName({ instanceId, letter }: Pick<InstanceRow, "instanceId" | "letter">): string {
  return letter === "" ? instanceId : `${instanceId} (${letter})`;
}
