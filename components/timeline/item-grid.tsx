"use client";

import { type FocusEvent, type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { centreOn } from "#components/timeline/hands/gestures.ts";
import { changeHighlight, type Stage, toPlace } from "#components/timeline/hands/stage.ts";
import type { ItemPlace } from "#components/timeline/paint/surface.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import { type Step, stepItem } from "#components/timeline/plan/step-item.ts";
import { fitTo, toX } from "#components/timeline/view/viewport.ts";

type ItemGridProps = {
  readonly plan: Plan;
  readonly stage: Stage;
  /** The lanes' rows that are in view. */
  readonly visible: readonly Row[];
  readonly onPin: (row: Row, item: Item) => void;
  /** Brings a row into view; gives where the item stands in the window, for its words. */
  readonly onReveal: (row: Row, item: Item) => { readonly x: number; readonly y: number };
};

/** Items of a row that are there for readers of screens at once; the rest comes as the focus goes on. */
const cellsAround = 20;
const rowsPerPage = 10;

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "home",
  End: "end",
};

/** The drawing as a grid of rows and cells, one tab stop: what is painted, for those who do not see or do not point. */
export function ItemGrid({ plan, stage, visible, onPin, onReveal }: ItemGridProps) {
  const id = useId();
  const [place, setPlace] = useState<ItemPlace>();
  const rows = useMemo(() => [...plan.bands, ...plan.rows], [plan]);
  const indexes = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const active = toActive(rows, indexes, plan, place);

  function focus(next: ItemPlace | undefined) {
    const target = next && toActive(rows, indexes, plan, next);
    if (target === undefined) return;
    setPlace(toPlace(target.row, target.item));
    changeHighlight(stage, { focused: toPlace(target.row, target.item) });
    bringIntoView(stage, target.item);
    const words = { ...target, ...onReveal(target.row, target.item) };
    // A scroll takes words away; this one is told of just before the next frame.
    requestAnimationFrame(() => {
      if (stage.highlight.get().focused?.itemKey === target.item.key) stage.pointed.set(words);
    });
  }

  function go(step: Step, from: ItemPlace | undefined): ItemPlace | undefined {
    return stepItem(plan, from, { step, seen: stage.view.get().viewport });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "Home" && event.key !== "End") return;
      event.preventDefault();
      return focus(toCorner(rows, plan, event.key));
    }
    const from = active && toPlace(active.row, active.item);
    const step = steps[event.key];
    if (step !== undefined) focus(go(step, from) ?? from);
    else if (event.key === "PageUp" || event.key === "PageDown") focus(leap(event.key, from));
    else if (event.key === "Enter" && active !== undefined) onPin(active.row, active.item);
    else return;
    event.preventDefault();
  }

  function leap(key: "PageUp" | "PageDown", from: ItemPlace | undefined): ItemPlace | undefined {
    let at = from;
    for (let count = 0; count < rowsPerPage; count += 1) at = go(key === "PageUp" ? "up" : "down", at) ?? at;
    return at;
  }

  function onFocus() {
    if (stage.highlight.get().focused === undefined)
      focus(active ? toPlace(active.row, active.item) : go("home", undefined));
  }
  function onBlur(event: FocusEvent) {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    changeHighlight(stage, { focused: undefined });
    stage.pointed.set(undefined);
  }
  // A new report may have taken away what had the focus.
  useEffect(() => {
    if (stage.highlight.get().focused !== undefined && active === undefined)
      changeHighlight(stage, { focused: undefined });
  }, [active, stage]);

  const shown = listShown(plan.bands, visible, active?.row);
  return (
    // biome-ignore lint/a11y/useSemanticElements: its cells stand where the items are painted, not in a table
    <div
      role="grid"
      tabIndex={0}
      className="item-grid"
      aria-label="Timeline"
      aria-rowcount={rows.length}
      aria-colcount={-1}
      aria-readonly="true"
      aria-activedescendant={active === undefined ? undefined : toCellId(id, active.row, active.index)}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {shown.map((row) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
        <div key={row.key} role="row" aria-rowindex={(indexes.get(row.key) ?? 0) + 1}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
          <span role="rowheader" aria-colindex={1}>
            {toHeader(row)}
          </span>
          {listCells(plan, row, active).map(({ item, index }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span
              key={item.key}
              id={toCellId(id, row, index)}
              role="gridcell"
              aria-colindex={index + 2}
              aria-selected={active?.row === row && active.item === item}
            >
              {plan.linesOf(row, item).join(", ")}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The very first item, or the very last. */
function toCorner(rows: readonly Row[], plan: Plan, key: "Home" | "End"): ItemPlace | undefined {
  const hasItems = (row: Row) => plan.itemsOf(row).length > 0;
  const row = key === "Home" ? rows.find(hasItems) : rows.findLast(hasItems);
  const item = row && plan.itemsOf(row).at(key === "Home" ? 0 : -1);
  return row && item && toPlace(row, item);
}

type Active = { readonly row: Row; readonly item: Item; readonly index: number };

function toActive(
  rows: readonly Row[],
  indexes: ReadonlyMap<string, number>,
  plan: Plan,
  place: ItemPlace | undefined,
): Active | undefined {
  const row = rows[indexes.get(place?.rowKey ?? "") ?? -1];
  if (row === undefined) return undefined;
  const items = plan.itemsOf(row);
  const index = items.findIndex(({ key }) => key === place?.itemKey);
  const item = items[index];
  return item === undefined ? undefined : { row, item, index };
}

/** Bands always; of the lanes what is in view, and the row that has the focus even where it is not. */
function listShown(bands: readonly Row[], visible: readonly Row[], active: Row | undefined): readonly Row[] {
  if (active === undefined || active.kind === "band" || visible.includes(active))
    return [...bands, ...visible];
  const lanes = [...visible, active].sort((a, b) => a.top - b.top);
  return [...bands, ...lanes];
}

/** All items of a band, and those around the focus of the active row: rows may hold thousands. */
function listCells(
  plan: Plan,
  row: Row,
  active: Active | undefined,
): readonly { readonly item: Item; readonly index: number }[] {
  const isActive = active?.row === row;
  if (row.kind !== "band" && !isActive) return [];
  const centre = isActive ? active.index : 0;
  const first = Math.max(0, centre - cellsAround);
  return plan
    .itemsOf(row)
    .slice(first, centre + cellsAround + 1)
    .map((item, offset) => ({ item, index: first + offset }));
}

function toHeader(row: Row): string {
  if (row.kind === "band") return row.label;
  const { letter, instanceId, state } = row.lane;
  return row.kind === "lane" ? `${letter}, ${instanceId}, ${state}` : `${letter}: ${row.label}`;
}

function toCellId(id: string, row: Row, index: number): string {
  return `${id}-${row.key.replaceAll(/[^\w-]/g, "_")}-${index}`;
}

/** Moves the view to an item that is out of it; one that is only a dot comes no nearer. */
function bringIntoView(stage: Stage, item: Item): void {
  const { viewport, limits } = stage.view.get();
  if (item.to >= viewport.from && item.from <= viewport.to) return;
  const length = viewport.to - viewport.from;
  const fits = item.to - item.from < length;
  const view = fits
    ? centreOn({ viewport, limits, width: 1 }, (item.from + item.to) / 2)
    : fitTo(item, limits);
  stage.view.move(view);
  stage.said.set("The view moved along.");
}

/** Where in the plot an item's words belong: at its start, or at the edge where it starts before. */
export function toTipX(stage: Stage, item: Item, width: number): number {
  const { viewport } = stage.view.get();
  return Math.max(0, Math.min(toX(viewport, width, item.from), width));
}
