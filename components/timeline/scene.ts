import { type BlindSpots, toBlindSpots } from "#components/timeline/plan/blind-stretches.ts";
import { type SourceTitles, toSourceTitles } from "#components/timeline/plan/source-titles.ts";
import type { Report } from "#lib/report/schema.ts";

/** What a table of a lane needs of its report: when it is, how sources are called, and when nobody looked. */
export type Scene = {
  readonly now: number;
  readonly sources: SourceTitles;
  readonly blindSpots: BlindSpots;
};

export function toScene(report: Report): Scene {
  return {
    now: Date.parse(report.at),
    sources: toSourceTitles(report.sources),
    blindSpots: toBlindSpots(report.sources),
  };
}
