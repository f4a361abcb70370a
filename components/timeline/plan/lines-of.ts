import { toDurationText, toMomentText } from "#components/format/time-text.ts";
import type { BlindStretch } from "#components/timeline/plan/blind-stretches.ts";
import type { Item } from "#components/timeline/plan/plan.ts";
import type { SourceTitles } from "#components/timeline/plan/source-titles.ts";
import { toToneRank } from "#components/timeline/plan/tone-rank.ts";
import type { ActivityView, DeploymentView, Lap, Mark, Span, Track } from "#lib/report/schema.ts";

const certaintyWords = {
  exact: "times given by AWS",
  observed: "seen between two readings",
  unknown: "nobody looked in this stretch",
  predicted: "expected, not happened yet",
} as const satisfies Record<Span["certainty"], string>;

export const ghostText = "GONE, still referred to";

/** What words need besides the thing itself. */
export type Told = { readonly now: number; readonly sources: SourceTitles };

export function toCertaintyWords(certainty: Span["certainty"]): string {
  return certaintyWords[certainty];
}

/** One stretch in words, a line each: what, from when to when and how long, how sure, more, who said it. */
export function toSpanLines(
  track: Pick<Track, "label" | "source">,
  span: Span,
  told: Told,
): readonly string[] {
  const lines = [
    `${track.label}: ${span.state}`,
    toTimesLine(Date.parse(span.from), span.to === null ? undefined : Date.parse(span.to), told.now),
    toCertaintyWords(span.certainty),
  ];
  if (span.fromEarliest !== undefined) lines.push(toEdgeWords(span.fromEarliest, span.from, told.now));
  if (span.detail !== undefined && span.detail !== "") lines.push(span.detail);
  return [...lines, toSourceLine(track.source, told)];
}

/** When a change happened that nobody saw happen. */
export function toEdgeWords(earliest: string, latest: string, now: number): string {
  return `changed between ${toMomentText(Date.parse(earliest), now)} and ${toMomentText(Date.parse(latest), now)} UTC`;
}

/** A blind spot in words, a line each. */
export function toBlindLines(
  track: Pick<Track, "label" | "source">,
  spot: BlindStretch,
  told: Told,
): readonly string[] {
  const why = spot.reason === null ? [] : [`reason: ${spot.reason}`];
  return [
    `${track.label}: not read`,
    toTimesLine(spot.from, spot.to, told.now),
    toCertaintyWords("unknown"),
    ...why,
    toSourceLine(track.source, told),
  ];
}

/** An instance that is gone; `span` is what EC2 said of it last, as far as it still does. */
export function toGhostLines(
  track: Pick<Track, "label" | "source">,
  { from, span }: { readonly from: number; readonly span: Span | undefined },
  told: Told,
): readonly string[] {
  const iso = new Date(from).toISOString();
  const known: Span = span ?? {
    state: "no longer known",
    from: iso,
    to: null,
    tone: "gone",
    certainty: "unknown",
  };
  return [ghostText, ...toSpanLines(track, { ...known, to: null }, told)];
}

export function toMarkLines(mark: Mark, told: Told): readonly string[] {
  const lines = [mark.label, `${toMomentText(Date.parse(mark.at), told.now)} UTC`];
  if (mark.detail !== undefined && mark.detail !== "") lines.push(mark.detail);
  return [...lines, toSourceLine(mark.source, told)];
}

export function toLapLines(lap: Lap, { now }: Told): readonly string[] {
  const lines = [
    `lap ${lap.number}${lap.endedBy === null ? "" : `, ${lap.endedBy}`}`,
    lap.autoScalingGroup,
    toTimesLine(Date.parse(lap.from), lap.to === null ? undefined : Date.parse(lap.to), now),
  ];
  if (lap.instanceId !== null) lines.push(`instance ${lap.instanceId}`);
  if (lap.deploymentId !== null) lines.push(`deployment ${lap.deploymentId}`);
  return lines;
}

export function toDeploymentLines(deployment: DeploymentView, item: Item, { now }: Told): readonly string[] {
  const lines = [
    `deployment ${deployment.id}: ${deployment.status}`,
    toTimesLine(item.from, deployment.open ? undefined : item.to, now),
    `made by ${deployment.creatorText}`,
  ];
  if (deployment.revision !== null) lines.push(`revision ${deployment.revision}`);
  const error = deployment.errorMeaning ?? deployment.errorMessage ?? deployment.errorCode;
  if (error !== null) lines.push(error);
  return [...lines, ...deployment.waitsForGhosts.map((id) => `waits for ${id}, which is gone`)];
}

export function toEventLines(activity: ActivityView, { now }: Told): readonly string[] {
  const { description, status, autoScalingGroup, start, end, meaning, cause } = activity;
  const why = meaning ?? cause;
  return [
    `${autoScalingGroup}: ${description}`,
    toTimesLine(Date.parse(start), end === null ? undefined : Date.parse(end), now),
    status,
    ...(why === null ? [] : [why]),
  ];
}

const membersNamed = 3;

/** A block of things too short to be told apart; `firstLines` are what its members say, the worst first. */
export function toManyLines(
  item: Item & { readonly kind: "many" },
  firstLines: readonly string[],
  now: number,
): readonly string[] {
  const named = [...new Set(firstLines)].slice(0, membersNamed);
  return [
    `${item.count} changes between ${toMomentText(item.from, now)} and ${toMomentText(item.to, now)} UTC`,
    ...named,
    ...(named.length < item.count ? ["zoom in to tell them apart"] : []),
  ];
}

/** The members of a block, the worst first. */
export function sortByTrouble(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => toToneRank(a.tone) - toToneRank(b.tone) || a.from - b.from);
}

/** `to` is undefined for what still lasts. */
function toTimesLine(from: number, to: number | undefined, now: number): string {
  if (to === undefined) return `since ${toMomentText(from, now)} UTC, ${toDurationText(now - from)} so far`;
  return `${toMomentText(from, now)} to ${toMomentText(to, now)} UTC, ${toDurationText(to - from)}`;
}

function toSourceLine(source: string, { sources, now }: Told): string {
  const { title, readAt } = sources.get(source) ?? { title: source, readAt: undefined };
  return `source: ${title}${readAt === undefined ? "" : `, last read ${toMomentText(readAt, now)} UTC`}`;
}
