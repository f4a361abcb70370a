import type { SourceState } from "#lib/domain/fact.ts";
import { type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs } from "#lib/domain/time.ts";
import type { History } from "#lib/history/memory.ts";
import { buildReport } from "#lib/report/build-report.ts";
import type { Report } from "#lib/report/schema.ts";
import { buildItems, kindsOf, toFacts } from "#lib/server/facts.ts";
import { longestWindowMs, type TimeWindow } from "#lib/server/query.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

const sources: readonly Source[] = Object.values(registry);

/** What the history knows about a deployment group at an instant, judged and ready to be shown. */
export function buildView(history: History, scope: Scope, window: TimeWindow): Report {
  const from = window.from ?? addMs(window.at, -longestWindowMs);
  const own = history.asOf(toScopeKey(scope), window.at, from);
  const place = history.asOf(toPlaceKey(scope), window.at, from);
  const states = new Map([...own.sources, ...place.sources].map((state) => [state.id, state]));
  return buildReport({
    scope,
    now: window.at,
    window,
    facts: toFacts([...own.revisions, ...place.revisions]),
    items: buildItems(own.window, window.at),
    sources: sources.map((source) => states.get(source.id) ?? toWaiting(source)),
    kindsOf,
  });
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
