import { changeHighlight, point, type Stage } from "#components/timeline/hands/stage.ts";
import type { Reactions, Spot } from "#components/timeline/hands/start-hands.ts";
import { findItemAt, findRowAt } from "#components/timeline/plan/find-item.ts";
import { toDrawn } from "#components/timeline/plan/level-of-detail.ts";
import { sortByTrouble } from "#components/timeline/plan/lines-of.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import { fitTo, snapTo, toInstantAt } from "#components/timeline/view/viewport.ts";

type Input = {
  readonly plan: Plan;
  readonly stage: Stage;
  readonly plot: HTMLElement;
  readonly bands: HTMLElement;
  readonly scroller: HTMLElement;
  readonly onPin: (row: Row, item: Item, at: number) => void;
};

type Hit = { readonly row: Row; readonly item: Item };

/** How near a pointer must come to what is thinner than itself. */
const reachPx = { mouse: 4, touch: 14 } as const;
const snapPx = 6;

/** What pointing, clicking and selecting mean on the plan. */
export function toReactions(input: Input): Reactions {
  const { plan, stage, plot, bands, onPin } = input;
  return {
    onHover(spot, by) {
      const hit = findHit(input, spot, by);
      (spot.part === "bands" ? bands : plot).style.cursor = hit === undefined ? "" : "pointer";
      point(stage, hit && { ...hit, x: spot.left, y: spot.top });
    },
    onClick(spot, by) {
      const hit = findHit(input, spot, by);
      if (hit === undefined) return point(stage, undefined);
      const { row, item } = hit;
      if (item.kind === "many" && item.to > item.from) {
        return changeHighlight(stage, { selection: { from: item.from, to: item.to } });
      }
      const { viewport } = stage.view.get();
      onPin(
        row,
        item.kind === "many" ? toGravest(plan, hit) : item,
        toInstantAt(viewport, plot.clientWidth, spot.x),
      );
    },
    onDoubleClick(spot) {
      const hit = findHit(input, spot, "mouse");
      if (hit !== undefined) stage.view.move(fitTo(hit.item, stage.view.get().limits));
    },
    snap(spot, instant) {
      const row = findRow(input, spot);
      if (row === undefined) return instant;
      const { from, to } = stage.view.get().viewport;
      const edges = plan.itemsOf(row).flatMap((item) => [item.from, item.to]);
      edges.sort((a, b) => a - b);
      return snapTo(edges, instant, (snapPx * (to - from)) / Math.max(1, plot.clientWidth));
    },
  };
}

/** Of several things at one moment, which no zoom tells apart. */
function toGravest(plan: Plan, { row, item }: Hit): Item {
  const members = plan.itemsOf(row).filter(({ from, to }) => from >= item.from && to <= item.to);
  return sortByTrouble(members)[0] ?? item;
}

function findRow({ plan, scroller }: Input, { part, y }: Spot): Row | undefined {
  if (part === "axis") return undefined;
  return findRowAt(plan, part, part === "lanes" ? y + scroller.scrollTop : y);
}

function findHit(input: Input, spot: Spot, by: "mouse" | "touch"): Hit | undefined {
  const row = findRow(input, spot);
  if (row === undefined) return undefined;
  const width = input.plot.clientWidth;
  const { viewport } = input.stage.view.get();
  const drawn = toDrawn(input.plan.itemsOf(row), viewport, width);
  const item = findItemAt(drawn, { viewport, width, x: spot.x, toleranceX: reachPx[by] });
  return item === undefined ? undefined : { row, item };
}
