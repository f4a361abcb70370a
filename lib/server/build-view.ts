import type { SourceState } from "#lib/domain/fact.ts";
import { type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, secondMs } from "#lib/domain/time.ts";
import type { Bounds, History, Recorded } from "#lib/history/history.ts";
import { buildReport } from "#lib/report/build-report.ts";
import type { GroupRow, Past, Report } from "#lib/report/schema.ts";
import { toGroupRow } from "#lib/report/to-row.ts";
import { buildItems, kindsOf, toFacts } from "#lib/server/facts.ts";
import { longestWindowMs, type TimeWindow } from "#lib/server/query.ts";
import type { Standing } from "#lib/server/standing.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

const sources: readonly Source[] = Object.values(registry);

export type ViewInput = {
  readonly history: History;
  readonly scope: Scope;
  readonly window: TimeWindow;
  /** Whether the window ends now, or somebody asked for an instant. */
  readonly asked: "now" | "past";
  readonly historyTrouble?: string;
};

/** What the history knows about a deployment group at an instant, judged and ready to be shown. */
export async function buildView(input: ViewInput): Promise<Report> {
  const { history, scope, window, asked, historyTrouble } = input;
  const from = window.from ?? addMs(window.at, -longestWindowMs);
  const part = toScopeKey(scope);
  const [own, place, bounds, earlier] = await Promise.all([
    history.asOf(part, window.at, from),
    history.asOf(toPlaceKey(scope), window.at, from),
    history.bounds(part, window.at),
    asked === "past" ? history.bounds(part, addMs(window.at, 1 - secondMs)) : undefined,
  ]);
  return judge({
    scope,
    window,
    own,
    place,
    items: buildItems(own.window, window.at),
    past: {
      mode: toMode(asked, bounds, window.at),
      ...bounds,
      // A page of the past shows whole seconds: the change before it is one that an earlier second shows.
      ...(earlier !== undefined && { previousChange: earlier.previousChange }),
    },
    ...(historyTrouble !== undefined && { historyTrouble }),
  });
}

type RowInput = {
  readonly scope: Scope;
  readonly at: Instant;
  readonly asked: ViewInput["asked"];
  readonly own: Standing;
  readonly place: Standing;
};

/** A group as one row of the fleet, where what is known of it and of its place is at hand. */
export function buildStandingRow({ scope, at, asked, own, place }: RowInput): GroupRow {
  const recorded = own.sources.length === 0 ? "reconstructed" : "recorded";
  const report = judge({
    scope,
    window: { at, to: at },
    own: { ...own, blindSpots: [] },
    place: { ...place, blindSpots: [] },
    items: buildItems(own.revisions, at),
    past: { mode: asked === "now" ? "now" : recorded },
  });
  return toGroupRow(report);
}

type Judged = Pick<ViewInput, "scope" | "window" | "historyTrouble"> & {
  readonly own: Omit<Recorded, "window">;
  readonly place: Omit<Recorded, "window">;
  readonly items: ReturnType<typeof buildItems>;
  readonly past: Bounds & Pick<Past, "mode">;
};

function judge({ scope, window, own, place, items, past, historyTrouble }: Judged): Report {
  const states = new Map([...own.sources, ...place.sources].map((state) => [state.id, state]));
  return buildReport({
    scope,
    now: window.at,
    window,
    facts: toFacts([...own.revisions, ...place.revisions]),
    items,
    sources: sources.map((source) => states.get(source.id) ?? toWaiting(source)),
    kindsOf,
    blindSpots: [...own.blindSpots, ...place.blindSpots],
    past,
    ...(historyTrouble !== undefined && { historyTrouble }),
  });
}

function toMode(asked: ViewInput["asked"], { recordedFrom }: Bounds, at: Instant): Past["mode"] {
  if (asked === "now") return "now";
  return recordedFrom === undefined || at < recordedFrom ? "reconstructed" : "recorded";
}

function toWaiting(source: Source): SourceState {
  return {
    id: source.id,
    title: source.title,
    pace: source.pace,
    status: "waiting",
    failures: [],
    droppedRows: 0,
    truncated: false,
    operations: source.operations.map((operation) => operation.id),
  };
}
