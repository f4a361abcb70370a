import type { Pin } from "#components/timeline/hands/pins.ts";
import type { Lane, Report } from "#lib/report/schema.ts";

/** What a pin holds, as the report has it now. Times in epoch milliseconds; `to` is undefined while it lasts. */
export type PinnedItem = {
  readonly lane: Lane | undefined;
  readonly trackLabel: string;
  /** The track's source; undefined where the pin is on no single track. */
  readonly source: string | undefined;
  readonly sourceTitle: string | undefined;
  readonly state: string | undefined;
  readonly detail: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly kind: "span" | "mark" | "nothing";
};

const nothing = {
  state: undefined,
  detail: undefined,
  from: undefined,
  to: undefined,
  kind: "nothing",
} as const;

/** Finds what was pinned; where it is not drawn any more, what stands in its track at that moment. */
export function findPinned(report: Pick<Report, "lanes" | "sources" | "at">, pin: Pin): PinnedItem {
  const lane = report.lanes.find(({ instanceId }) => instanceId === pin.instanceId);
  const track = lane?.tracks.find((one) => one.track === pin.track);
  const mark = lane?.marks.find((one) => Date.parse(one.at) === pin.at && pin.itemKey.includes(one.label));
  const source = track?.source ?? mark?.source;
  const about = {
    lane,
    trackLabel: track?.label ?? mark?.track ?? pin.track,
    source,
    sourceTitle: report.sources.find(({ id }) => id === source)?.title ?? source,
  };
  if (mark !== undefined) {
    return { ...about, kind: "mark", state: mark.label, detail: mark.detail, from: pin.at, to: pin.at };
  }
  const spans = track?.spans ?? [];
  const span =
    spans.find((one) => pin.itemKey.includes(`${one.from} ${one.state}`)) ??
    spans.find((one) => Date.parse(one.from) <= pin.at && pin.at < Date.parse(one.to ?? "9999-01-01"));
  if (span === undefined) return { ...about, ...nothing };
  const to = span.to === null ? undefined : Date.parse(span.to);
  return { ...about, kind: "span", state: span.state, detail: span.detail, from: Date.parse(span.from), to };
}
