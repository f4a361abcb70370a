import { useMemo, useRef } from "react";
import { type Pinnable, parsePinText, toIdTail, toPinText } from "#components/timeline/hands/pin-text.ts";
import { isSamePin, type Pin, togglePin } from "#components/timeline/hands/pins.ts";
import { toPlace } from "#components/timeline/hands/stage.ts";
import type { ItemPlace } from "#components/timeline/paint/surface.ts";
import { buildPlan } from "#components/timeline/plan/build-plan.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import type { TimelineUrl } from "#components/timeline/use-timeline-url.ts";
import type { Report } from "#lib/report/schema.ts";

/** The track of what stands in a lane's own line: its moments, or the summary of a closed lane. */
const laneTrack = "lane";

export type Pins = {
  readonly pins: readonly Pin[];
  readonly places: readonly ItemPlace[];
  /** Pins what stands in a lane, or takes it off again. */
  readonly toggle: (row: LaneRow, item: Item, at: number) => "pinned" | "unpinned";
  readonly remove: (pin: Pin) => void;
  readonly clear: () => void;
};

/** What the reader pinned; it lives in the URL alone. */
export function usePins(report: Report, plan: Plan, url: TimelineUrl): Pins {
  const { pinText, set } = url;
  const pins = useMemo(() => parsePinText(pinText, (tail) => listPinnable(report, tail)), [pinText, report]);
  const places = useMemo(() => pins.flatMap((pin) => toPlaces(plan, pin)), [pins, plan]);
  const write = (next: readonly Pin[]) => set({ pinText: toPinText(next) });
  const last = useRef<Written>(undefined);
  return {
    pins,
    places,
    toggle(row, item, at) {
      const { pinText: before } = url.readLatest();
      const held = parsePinText(before, (tail) => listPinnable(report, tail));
      const moment = item.kind === "mark" ? item.from : at;
      const { instanceId } = row.lane;
      const pin: Pin = { instanceId, track: toTrack(row, item), at: moment, itemKey: item.key };
      const next = togglePin(held, pin);
      const newest = held.at(-1);
      const again = newest !== undefined && isSamePin(newest, pin) && last.current?.after === before;
      // The second click of two takes back the first: what it pushed out is there again.
      const text = again ? last.current?.before : toPinText(next);
      last.current = { before: before ?? undefined, after: text };
      set({ pinText: text });
      return next.some((one) => isSamePin(one, pin)) ? "pinned" : "unpinned";
    },
    remove: (pin) => write(togglePin(pins, pin)),
    clear: () => write([]),
  };
}

/** What the address said of pins before and after the last change. */
type Written = { readonly before: string | undefined; readonly after: string | undefined };

export type LaneRow = Exclude<Row, { readonly kind: "band" }>;

/** What is summed up in a closed lane's line still belongs to the service that said it. */
function toTrack(row: LaneRow, item: Item): string {
  if (row.kind === "track") return row.track.track;
  const said = row.lane.tracks.find(({ spans }) =>
    spans.some(({ from, state }) => item.key.includes(`${from} ${state}`)),
  );
  return said?.track ?? laneTrack;
}

/** Everything that the lanes whose ids end so can show, open or closed: a pin outlives the closing of its lane. */
function listPinnable(report: Report, tail: string): readonly Pinnable[] {
  const lanes = report.lanes.filter(({ instanceId }) => toIdTail(instanceId) === tail);
  return (["open", "line"] as const).flatMap((shape) => {
    const plan = buildPlan({ report, lanes, shapeOf: () => shape });
    return plan.rows.flatMap((row) => (row.kind === "band" ? [] : listOfRow(plan, row)));
  });
}

function listOfRow(plan: Plan, row: LaneRow): readonly Pinnable[] {
  const { instanceId } = row.lane;
  return plan.itemsOf(row).map((item) => ({
    instanceId,
    track: toTrack(row, item),
    itemKey: item.key,
    at: item.kind === "mark" ? item.from : undefined,
  }));
}

/** Where a pin is painted: nowhere while its lane is closed. */
function toPlaces(plan: Plan, pin: Pin): readonly ItemPlace[] {
  for (const row of plan.rows) {
    if (row.kind === "band" || row.lane.instanceId !== pin.instanceId) continue;
    const item = plan.itemsOf(row).find(({ key }) => key === pin.itemKey);
    if (item !== undefined && toTrack(row, item) === pin.track) return [toPlace(row, item)];
  }
  return [];
}
