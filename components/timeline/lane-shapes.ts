import { isCalm } from "#components/timeline/plan/lane-order.ts";
import type { Lane } from "#lib/report/schema.ts";

export type Shape = "open" | "line";

/** What decides which lanes are open: which is selected, and which the reader opened or closed against the default. */
export type Choice = {
  readonly selected: string | undefined;
  readonly flipped: ReadonlySet<string>;
};

export function toShapes(lanes: readonly Lane[], choice: Choice): ReadonlyMap<string, Shape> {
  return new Map(lanes.map((lane) => [lane.instanceId, toShape(lane, choice)]));
}

/** Opens or closes a lane; one that is opened is selected. The shapes of all others stay. */
export function toggleLane(lanes: readonly Lane[], choice: Choice, lane: Lane): Choice {
  const id = lane.instanceId;
  const wanted: Shape = toShape(lane, choice) === "open" ? "line" : "open";
  const left = choice.selected === id ? undefined : choice.selected;
  const selected = wanted === "open" ? id : left;
  const flipped = new Set(choice.flipped);
  for (const one of lanes) {
    if (one.instanceId !== id && one.instanceId !== choice.selected) continue;
    const shape = one.instanceId === id ? wanted : toShape(one, choice);
    if (shape === toDefault(one, selected)) flipped.delete(one.instanceId);
    else flipped.add(one.instanceId);
  }
  return { selected, flipped };
}

function toShape(lane: Lane, { selected, flipped }: Choice): Shape {
  const shape = toDefault(lane, selected);
  if (!flipped.has(lane.instanceId)) return shape;
  return shape === "open" ? "line" : "open";
}

function toDefault(lane: Lane, selected: string | undefined): Shape {
  return isCalm(lane) && lane.instanceId !== selected ? "line" : "open";
}
