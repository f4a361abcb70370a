import { toBands } from "#components/timeline/plan/bands.ts";
import { toBlindSpots } from "#components/timeline/plan/blind-stretches.ts";
import { listDeadlines } from "#components/timeline/plan/deadlines.ts";
import type { BandRow } from "#components/timeline/plan/deployment-bands.ts";
import { toDrawnTracks } from "#components/timeline/plan/ghost-stretch.ts";
import { type ItemsContext, toMarkItems, toTrackItems } from "#components/timeline/plan/items-of.ts";
import { toLimits } from "#components/timeline/plan/limits.ts";
import { sortByTrouble, toManyLines } from "#components/timeline/plan/lines-of.ts";
import type { MadeItem } from "#components/timeline/plan/made-item.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import { bandHeight, laneHeight, trackHeight } from "#components/timeline/plan/row-heights.ts";
import { toSourceTitles } from "#components/timeline/plan/source-titles.ts";
import { toSummaryItems } from "#components/timeline/plan/summary.ts";
import { toWaitLines } from "#components/timeline/plan/wait-lines.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";
import type { Lane, Report } from "#lib/report/schema.ts";

export type PlanInput = {
  readonly report: Report;
  /** The lanes to draw, in their order. */
  readonly lanes: readonly Lane[];
  readonly shapeOf: (lane: Lane) => "open" | "line";
};

/** Everything that can be drawn of a report. What stands in a row is made when the row is first looked at. */
export function buildPlan({ report, lanes, shapeOf }: PlanInput): Plan {
  const now = Date.parse(report.at);
  const deadlines = listDeadlines(report, now);
  const limits = toLimits({
    window: { from: Date.parse(report.window.from), to: Date.parse(report.window.to) },
    now,
    ahead: [...deadlines.map(({ at }) => at), ...listPredictedEnds(lanes)],
  });
  const blindSpots = toBlindSpots(report.sources);
  const context = { now, limits, blindSpots, sources: toSourceTitles(report.sources) };
  const bandRows = toBands(report, context);
  const bands = bandRows.map(toBandRow);
  const rows = lanes.length === 0 ? [] : toLaneRows(lanes, shapeOf);
  return {
    limits,
    now,
    ends: report.past.mode === "now" ? "now" : "then",
    bands,
    bandsHeight: bands.length * bandHeight,
    rows,
    rowsHeight: toEnd(rows.at(-1)),
    deadlines,
    waits: toWaitLines(report.deployments, { bands: bandRows, rows }),
    recordedFrom: toRecordedFrom(report, limits),
    ...makeItems(bandRows, context),
  };
}

function toBandRow({ key, label }: BandRow, index: number): Row {
  return { kind: "band", key, label, top: index * bandHeight, height: bandHeight };
}

function toLaneRows(lanes: readonly Lane[], shapeOf: PlanInput["shapeOf"]): readonly Row[] {
  const rows: Row[] = [];
  let top = 0;
  for (const lane of lanes) {
    const { instanceId, letter } = lane;
    const shape = shapeOf(lane);
    const key = `lane ${instanceId}`;
    rows.push({ kind: "lane", key, label: `${letter} ${instanceId}`, top, height: laneHeight, lane, shape });
    top += laneHeight;
    if (shape === "line") continue;
    for (const track of toDrawnTracks(lane)) {
      const trackKey = `track ${instanceId} ${track.track}`;
      rows.push({ kind: "track", key: trackKey, label: track.label, top, height: trackHeight, lane, track });
      top += trackHeight;
    }
  }
  return rows;
}

function toEnd(row: Row | undefined): number {
  return row === undefined ? 0 : row.top + row.height;
}

function listPredictedEnds(lanes: readonly Lane[]): readonly number[] {
  const ends: number[] = [];
  for (const { tracks } of lanes) {
    for (const { spans } of tracks) {
      for (const { certainty, to } of spans) {
        if (certainty === "predicted" && to !== null) ends.push(Date.parse(to));
      }
    }
  }
  return ends;
}

function toRecordedFrom({ past }: Report, limits: Viewport): number | undefined {
  if (past.recordedFrom === null) return undefined;
  const from = Date.parse(past.recordedFrom);
  return from > limits.from && from < limits.to ? from : undefined;
}

type Items = {
  readonly items: readonly Item[];
  readonly linesByKey: ReadonlyMap<string, MadeItem["lines"]>;
};

function makeItems(bandRows: readonly BandRow[], context: ItemsContext): Pick<Plan, "itemsOf" | "linesOf"> {
  const bands = new Map(bandRows.map(({ key, made }) => [key, made]));
  const known = new Map<string, Items>();
  const make = (row: Row) => (row.kind === "band" ? (bands.get(row.key) ?? []) : toMade(row, context));
  const look = (row: Row) => {
    const found = known.get(row.key);
    if (found !== undefined) return found;
    const made = make(row);
    const items = {
      items: made.map(({ item }) => item),
      linesByKey: new Map(made.map(({ item, lines }) => [item.key, lines])),
    };
    known.set(row.key, items);
    return items;
  };
  return {
    itemsOf: (row) => look(row).items,
    linesOf: (row, item) => {
      const { items, linesByKey } = look(row);
      const lines = linesByKey.get(item.key);
      if (lines !== undefined) return lines();
      if (item.kind !== "many") return [item.text];
      const members = sortByTrouble(items.filter(({ from, to }) => from >= item.from && to <= item.to));
      const firstLines = members.map(({ key, text }) => linesByKey.get(key)?.()[0] ?? text);
      return toManyLines(item, firstLines, context.now);
    },
  };
}

function toMade(row: Row & { readonly kind: "lane" | "track" }, context: ItemsContext): readonly MadeItem[] {
  if (row.kind === "track") return toTrackItems(row.lane, row.track, context);
  return row.shape === "open" ? toMarkItems(row.lane, context) : toSummaryItems(row.lane, context);
}
