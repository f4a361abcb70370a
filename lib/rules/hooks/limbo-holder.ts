import type { Ghost, GhostTarget } from "#lib/rules/ghosts.ts";
import type { LiveLoop } from "#lib/rules/hooks/live-loops.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/**
 * What keeps the ghost in the loop: `fleet`: a running deployment of the whole group waits for it and occupies the
 * group · `launch`: a deployment that a scale-out made for it is still open · `member`: no running deployment names
 * it, but the Auto Scaling group lists it.
 */
type Holder = { readonly kind: "fleet" | "launch"; readonly held: GhostTarget } | { readonly kind: "member" };

export type HeldGhost = {
  readonly ghost: Ghost;
  readonly holder: Holder;
  readonly member: FactRevision<"member"> | undefined;
};

/** The ghost that the loop is about: one held by a fleet deployment first, and never by chance one of the loop's own. */
export function findHeldGhost(ghosts: readonly Ghost[], loop: LiveLoop): HeldGhost | undefined {
  const own = new Set(loop.laps.map(({ instanceId }) => instanceId));
  const held = ghosts.flatMap((ghost) => toHeldGhost(ghost, loop) ?? []);
  const order = ["fleet", "launch", "member"];
  return held.sort(
    (a, b) =>
      Number(own.has(a.ghost.instanceId)) - Number(own.has(b.ghost.instanceId)) ||
      order.indexOf(a.holder.kind) - order.indexOf(b.holder.kind) ||
      Number(b.ghost.oldEnough) - Number(a.ghost.oldEnough),
  )[0];
}

function toHeldGhost(ghost: Ghost, loop: LiveLoop): HeldGhost | undefined {
  const inGroup = ghost.member?.revision.value.group === loop.autoScalingGroup;
  const member = inGroup ? ghost.member?.revision : undefined;
  const fleet = ghost.openTargets.find(({ deployment }) => !isScaleOut(deployment));
  if (fleet !== undefined) return { ghost, member, holder: { kind: "fleet", held: fleet } };
  const launch = ghost.openTargets.find(({ deployment }) => deployment.value.creator === "autoscaling");
  if (launch !== undefined) return { ghost, member, holder: { kind: "launch", held: launch } };
  return member === undefined ? undefined : { ghost, member, holder: { kind: "member" } };
}

function isScaleOut({ value }: FactRevision<"deployment">): boolean {
  return value.creator === "autoscaling" || value.creator === "autoscalingTermination";
}
