import { useMemo } from "react";
import { type Choice, toggleLane, toShapes } from "#components/timeline/lane-shapes.ts";
import { buildPlan } from "#components/timeline/plan/build-plan.ts";
import { sortLanes } from "#components/timeline/plan/lane-order.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";
import type { TimelineProps } from "#components/timeline/timeline.tsx";
import { type TimelineUrl, toFlipped } from "#components/timeline/use-timeline-url.ts";
import type { Lane } from "#lib/report/schema.ts";

type Planned = { readonly plan: Plan; readonly toggle: (lane: Lane) => void };

/** What is drawn: the report, in the order and with the lanes open that the URL says. */
export function usePlan({ report, lanes, selected, onSelect }: TimelineProps, url: TimelineUrl): Planned {
  const { order } = url;
  const tails = url.flippedTails.join(".");
  const choice: Choice = useMemo(
    () => ({ selected, flipped: toFlipped(lanes, tails === "" ? [] : tails.split(".")) }),
    [lanes, selected, tails],
  );
  const plan = useMemo(() => {
    const shapes = toShapes(lanes, choice);
    const ordered = order === "launch" ? sortByLaunch(lanes) : sortLanes(lanes);
    const shapeOf = ({ instanceId }: Lane) => shapes.get(instanceId) ?? "line";
    return buildPlan({ report, lanes: ordered, shapeOf });
  }, [report, lanes, choice, order]);
  function toggle(lane: Lane) {
    const latest: Choice = { selected, flipped: toFlipped(lanes, url.readLatest().flippedTails) };
    // Where the page decides what is selected, its lane can still be closed.
    if (onSelect === undefined) return url.set({ flipped: flip(latest.flipped, lane) });
    const next = toggleLane(lanes, latest, lane);
    if (next.selected !== selected) onSelect(next.selected);
    url.set({ flipped: next.flipped });
  }
  return { plan, toggle };
}

function flip(flipped: ReadonlySet<string>, { instanceId }: Lane): ReadonlySet<string> {
  const next = new Set(flipped);
  if (!next.delete(instanceId)) next.add(instanceId);
  return next;
}

/** Letters are given in order of launch: A … Z, AA … */
function sortByLaunch(lanes: readonly Lane[]): readonly Lane[] {
  return [...lanes].sort(
    (a, b) => a.letter.length - b.letter.length || (a.letter < b.letter ? -1 : Number(a.letter > b.letter)),
  );
}
