import type { Instant } from "#lib/domain/time.ts";
import type { LaneInstance } from "#lib/timeline/lane.ts";
import { byLaunch, compareText } from "#lib/timeline/launch-order.ts";

type SlotInstance = Pick<LaneInstance, "instanceId" | "autoScalingGroup" | "launchedAt" | "departedAt">;

/**
 * The row of every instance. A launch takes the row that was freed longest ago in its Auto Scaling group and not yet
 * taken again; otherwise it gets a new row. Instances outside of any group, or of unknown launch, never inherit one.
 */
export function assignSlots(instances: readonly SlotInstance[]): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const freed = new Map<string, Freed[]>();
  const departures = instances.filter(isDeparted).sort(byDeparture);
  let nextSlot = 0;
  let nextDeparture = 0;
  for (const instance of [...instances].sort(byLaunch)) {
    for (; nextDeparture < departures.length; nextDeparture += 1) {
      const departure = departures[nextDeparture];
      if (departure === undefined || departure.departedAt > (instance.launchedAt ?? Number.NEGATIVE_INFINITY))
        break;
      free(freed, departure, slots);
    }
    const inherited = takeFreed(freed, instance);
    if (inherited !== undefined) {
      slots.set(instance.instanceId, inherited);
      continue;
    }
    slots.set(instance.instanceId, nextSlot);
    nextSlot += 1;
  }
  return slots;
}

type Freed = { readonly instanceId: string; readonly slot: number };
type Departed = SlotInstance & { readonly departedAt: Instant; readonly autoScalingGroup: string };

function isDeparted(instance: SlotInstance): instance is Departed {
  return instance.departedAt !== undefined && instance.autoScalingGroup !== undefined;
}

function byDeparture(a: Departed, b: Departed): number {
  return a.departedAt - b.departedAt || compareText(a.instanceId, b.instanceId);
}

function free(freed: Map<string, Freed[]>, departure: Departed, slots: ReadonlyMap<string, number>): void {
  const slot = slots.get(departure.instanceId);
  // An instance that departed before it was launched (skewed clocks) has no row to give.
  if (slot === undefined) return;
  const queue = freed.get(departure.autoScalingGroup) ?? [];
  queue.push({ instanceId: departure.instanceId, slot });
  freed.set(departure.autoScalingGroup, queue);
}

function takeFreed(freed: Map<string, Freed[]>, instance: SlotInstance): number | undefined {
  if (instance.autoScalingGroup === undefined || instance.launchedAt === undefined) return undefined;
  return freed.get(instance.autoScalingGroup)?.shift()?.slot;
}
