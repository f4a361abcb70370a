import { type BlindSpots, toBlindSpots } from "#components/timeline/blind-stretches.ts";
import { type Domain, toDomain } from "#components/timeline/geometry.ts";
import type { Report } from "#lib/report/schema.ts";

/** A moment ahead of now at which something happens unless somebody acts. */
export type Deadline = { readonly at: number; readonly label: string; readonly text: string };

/** What every row of a timeline shares: its time and how sources are called. */
export type Scene = {
  readonly domain: Domain;
  readonly now: number;
  /** What `now` is to the reader: the present, or a moment in the past. */
  readonly ends: "now" | "then";
  readonly windowFrom: string;
  readonly sourceTitles: ReadonlyMap<string, string>;
  readonly deadlines: readonly Deadline[];
  /** Deadlines too far ahead to be drawn. */
  readonly beyond: readonly Deadline[];
  readonly blindSpots: BlindSpots;
  /** The first reading, where it lies inside what is drawn. */
  readonly recordedFrom: number | undefined;
};

export function toScene(report: Report): Scene {
  const now = Date.parse(report.at);
  const deadlines = listDeadlines(report, now);
  const predicted = report.lanes
    .flatMap((lane) => lane.tracks.flatMap((track) => track.spans))
    .filter((span) => span.certainty === "predicted" && span.to !== null)
    .map((span) => Date.parse(span.to ?? report.at));
  const domain = toDomain({
    from: Date.parse(report.window.from),
    to: Date.parse(report.window.to),
    now,
    ahead: [...deadlines.map((deadline) => deadline.at), ...predicted],
  });
  return {
    domain,
    now,
    ends: report.past.mode === "now" ? "now" : "then",
    windowFrom: report.window.from,
    sourceTitles: new Map(report.sources.map((source) => [source.id, source.title])),
    deadlines: deadlines.filter((deadline) => deadline.at <= domain.to),
    beyond: deadlines.filter((deadline) => deadline.at > domain.to),
    blindSpots: toBlindSpots(report.sources),
    recordedFrom: toRecordedFrom(report, domain.from),
  };
}

function toRecordedFrom({ past, at }: Report, drawnFrom: number): number | undefined {
  if (past.recordedFrom === null) return undefined;
  const from = Date.parse(past.recordedFrom);
  return from > drawnFrom && from < Date.parse(at) ? from : undefined;
}

export function toSourceTitle(scene: Scene, source: string): string {
  return scene.sourceTitles.get(source) ?? source;
}

/** The answer's deadline and those of every waiting hook that are still ahead; equal instants once. */
function listDeadlines(report: Report, now: number): readonly Deadline[] {
  const found = new Map<number, Deadline>();
  const add = (iso: string | null, label: string, text: string) => {
    if (iso === null) return;
    const at = Date.parse(iso);
    if (at > now && !found.has(at)) found.set(at, { at, label, text });
  };
  const { deadline } = report.answer;
  if (deadline !== null) add(deadline.at, deadline.certainty, deadline.sentence);
  for (const hook of report.hooks) {
    for (const wait of hook.waits) {
      add(wait.heartbeatDeadline, "earliest", `${hook.name} on ${wait.instanceId}`);
      add(wait.globalDeadline, "latest", `${hook.name} on ${wait.instanceId}`);
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}
