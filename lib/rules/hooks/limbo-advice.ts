import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { toEvictionAdvice, toTerminateAdvice } from "#lib/rules/eviction.ts";
import {
  toCompleteAction,
  toListTargets,
  toResume,
  toStopDeployment,
  toSuspend,
  toUpdateGroups,
} from "#lib/rules/hooks/hook-commands.ts";
import type { HeldGhost } from "#lib/rules/hooks/limbo-holder.ts";
import type { LiveLoop } from "#lib/rules/hooks/live-loops.ts";
import { toCreateDeployment } from "#lib/rules/hooks/redeploy.ts";
import type { Advice } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export type Limbo = {
  readonly loop: LiveLoop;
  readonly held: HeldGhost;
  readonly group: DeploymentGroup;
  /** The launch hooks of the loop's Auto Scaling group. */
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
  readonly scope: Scope;
};

/**
 * The ways out, the most reversible first. Releasing the ghost comes before all where the Auto Scaling group lists
 * it: it touches nothing that lives.
 */
export function toLimboAdvice(limbo: Limbo): readonly Advice[] {
  const [release, ...evictions] = toRelease(limbo);
  return [
    ...(release === undefined ? [] : [release]),
    ...toStopHolder(limbo),
    toFreeze(limbo),
    ...evictions,
    ...toReinstall(limbo),
    toCreateDeployment(limbo.group, limbo.scope),
    toThaw(limbo),
    {
      text: "If none of this is possible: take the Auto Scaling group out of the deployment group and give the living instances a fresh tag as the group's only selector, or wait; how long AWS keeps a ghost is not documented, users report hours.",
    },
  ];
}

function toRelease({ held, hooks, scope }: Limbo): readonly Advice[] {
  if (held.member === undefined) return [];
  const member = held.member.value;
  const { group, instanceId } = member;
  const head = `Release ${instanceId} from ${group}`;
  const safe = `Precondition: EC2 still says that it is gone. Nothing that runs is touched; a replacement may be launched and meets the same hook.${toFrozenTargets(held)}`;
  if (member.lifecycleState.endsWith("Pending:Wait") && hooks.length > 0) {
    return hooks.map(({ value }) => ({
      text: `${head}: give up its launch, for this instance only. ${safe}`,
      command: toCompleteAction({ group, hook: value.name, instanceId, result: "ABANDON" }, scope),
    }));
  }
  const [, first, ...rest] = toEvictionAdvice(member, scope);
  if (first === undefined) return [];
  if (member.lifecycleState === "Detaching") {
    // Such a row is not health-checked, so being called unhealthy may not move it.
    const { command } = toTerminateAdvice(member, scope);
    const others = [first, ...rest].filter((advice) => advice.command !== command);
    const way = `have Auto Scaling terminate it itself. AWS does not document whether it accepts a row that is Detaching: if it is refused, use the other ways below. ${safe}`;
    return [{ text: `${head}: ${way}`, ...(command === undefined ? {} : { command }) }, ...others];
  }
  return [{ ...first, text: `${head}: ${toReleaseWay(member.lifecycleState)} ${safe}` }, ...rest];
}

/** Targets seem to be fixed when a deployment starts; AWS does not document it. */
function toFrozenTargets({ holder }: HeldGhost): string {
  if (holder.kind === "member") return "";
  return ` ${holder.held.deployment.value.id} may keep waiting for it all the same: then take the next step too.`;
}

function toReleaseWay(lifecycleState: string): string {
  if (lifecycleState === "Standby") {
    return "take it out of Standby, so that Auto Scaling checks it, finds it gone and replaces it.";
  }
  if (lifecycleState.includes("Terminating")) return "see what its termination waits for.";
  return "tell Auto Scaling that it is unhealthy, so that it drops the row.";
}

function toStopHolder({ held, loop, scope }: Limbo): readonly Advice[] {
  if (held.holder.kind === "member") return [];
  const { id } = held.holder.held.deployment.value;
  const ghost = held.ghost.instanceId;
  const spare = loop.current?.deploymentId;
  const not =
    spare === undefined || spare === id
      ? ""
      : `, and not ${spare}, which would cost ${loop.current?.instanceId}`;
  if (held.holder.kind === "fleet") {
    return [
      {
        text: `Stop ${id}, the deployment of the whole group that waits for ${ghost}${not}. Not reversible: instances that it has begun may be left half-way until the next deployment.`,
        command: toStopDeployment(id, scope),
      },
    ];
  }
  return [
    {
      text: `Check that ${ghost} is the only target of ${id}, which a scale-out made for it. It changes nothing.`,
      command: toListTargets(id, scope),
    },
    {
      text: `Only if so: stop ${id}${not}. Its launch is abandoned; with ${ghost} gone, no running instance should be lost by it.`,
      command: toStopDeployment(id, scope),
    },
  ];
}

function toFreeze({ loop, scope }: Limbo): Advice {
  const group = loop.autoScalingGroup;
  return {
    text: `Freeze the loop: suspend Launch of ${group}. Reversible; while it is suspended nothing that fails is replaced and the group does not grow.`,
    command: toSuspend({ group, names: ["Launch"] }, scope),
  };
}

function toReinstall({ group, loop, scope }: Limbo): readonly Advice[] {
  const all = group.autoScalingGroups.map(({ name }) => name);
  const others = all.filter((name) => name !== loop.autoScalingGroup);
  return [
    {
      text: `Put the hook on anew, first half: take ${loop.autoScalingGroup} out of the deployment group. Dangerous: instances that wait for the hook are cancelled, running deployments may fail, and what comes into service before the second half carries no application.`,
      command: toUpdateGroups(group, others, scope),
    },
    {
      text: `Second half: put ${loop.autoScalingGroup} in again; CodeDeploy installs a hook with a new name.`,
      command: toUpdateGroups(group, all, scope),
    },
  ];
}

function toThaw({ loop, scope }: Limbo): Advice {
  return {
    text: "At the end: let the group launch again, if Launch was suspended. What is missing is launched at once.",
    command: toResume({ group: loop.autoScalingGroup, names: ["Launch"] }, scope),
  };
}
