import type { Revision, SourceState } from "#lib/domain/fact.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { buildReport, type ReportInput } from "#lib/report/build-report.ts";
import type { Report } from "#lib/report/schema.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";
import { makeSourceState, minutesAgo, testNow, testScope } from "#lib/testing/facts.ts";
import { makeIncidentFacts, makeIncidentPast } from "#lib/testing/incident-facts.ts";

const sources: readonly Source[] = Object.values(registry);

/** The incident of the handbook on its third lap, as the page gets it. */
export function makeIncidentReport(): Report {
  return buildReport(makeReportInput(makeIncidentFacts(), { past: makeIncidentPast() }));
}

type ReportParts = {
  readonly past?: readonly Revision[];
  /** Sources that do not stand as "ok, read just now". */
  readonly states?: readonly SourceState[];
};

/** What a report is built from, with every source read just now unless `states` says otherwise. */
export function makeReportInput(facts: AllFacts, { past = [], states = [] }: ReportParts = {}): ReportInput {
  return {
    scope: testScope,
    now: testNow,
    window: { from: minutesAgo(360), to: testNow },
    facts,
    items: showFacts([...Object.values(facts).flat(), ...past]),
    sources: Object.values(registry).map(
      ({ id, title }) => states.find((state) => state.id === id) ?? makeSourceState(id, { title }),
    ),
    blindSpots: [],
    past: { mode: "now", recordedFrom: minutesAgo(360) },
    kindsOf: (sourceId) => sources.find(({ id }) => id === sourceId)?.kinds ?? [],
  };
}

function showFacts(revisions: readonly Revision[]): readonly TimelineItem[] {
  return sources.flatMap((source) => {
    const shown = Object.fromEntries(
      source.kinds.map((kind) => [kind, revisions.filter((revision) => revision.kind === kind)]),
    );
    return source.show?.(shown, testNow) ?? [];
  });
}
