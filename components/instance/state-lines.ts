import type { StoryLine } from "#components/instance/story.ts";
import type { Span, Track } from "#lib/report/schema.ts";

/** What the readings showed on a lane's track of states, a line for each change. Tracks of other kinds tell nothing here. */
export function toTrackLines(track: Track): readonly StoryLine[] {
  if (track.track === "ec2") return toStateLines(track, ec2Words);
  if (track.track === "auto-scaling") return toStateLines(track, memberWords);
  const [kind, name] = splitOnce(track.track);
  return kind === "target" ? toStateLines(track, toTargetWords(name)) : [];
}

type StateWords = {
  readonly chapter: StoryLine["chapter"];
  /** The first state, after readings that did not name the instance. */
  begins(span: Span): string;
  /** The first state that was read at all. */
  firstRead(span: Span): string;
  becomes(span: Span): string;
  /** Absent where an end means nothing. */
  ends?(span: Span): string;
};

const ec2Words: StateWords = {
  chapter: "instance",
  begins: ({ state }) => `EC2 says ${state}`,
  firstRead: ({ state }) => `EC2 says ${state}`,
  becomes: ({ state }) => `EC2 says ${state}`,
};

const memberWords: StateWords = {
  chapter: "Auto Scaling group",
  begins: (span) => `Joins ${toGroupWords(span)}, ${span.state}`,
  firstRead: (span) => `Is a member of ${toGroupWords(span)}, ${span.state}`,
  becomes: ({ state }) => `Becomes ${state}`,
  ends: (span) => `Leaves ${toGroupWords(span)}: it is named no more`,
};

function toTargetWords(name: string): StateWords {
  return {
    chapter: "target group",
    begins: (span) => `Is registered with ${name}, ${withDetail(span)}`,
    firstRead: (span) => `Is registered with ${name}, ${withDetail(span)}`,
    becomes: (span) => `Is ${withDetail(span)} in ${name}`,
    ends: () => `Is deregistered from ${name}: it is named no more`,
  };
}

/** A line for each change of state; stretches that were not read tell nothing and end nothing. */
function toStateLines({ source, spans }: Track, words: StateWords): readonly StoryLine[] {
  const lines: StoryLine[] = [];
  let before: Span | undefined;
  for (const span of spans) {
    if (span.certainty === "unknown" || span.certainty === "predicted") continue;
    if (before?.state === span.state) {
      before = span;
      continue;
    }
    const certainty = toCertainty(span, before);
    const what = before !== undefined ? words.becomes(span) : words[toOpening(certainty)](span);
    lines.push({
      at: span.from,
      earliest: span.fromEarliest,
      chapter: words.chapter,
      what,
      tone: span.tone,
      certainty,
      source,
    });
    before = span;
  }
  const last = spans.at(-1);
  if (words.ends !== undefined && last !== undefined && last === before && last.to !== null) {
    lines.push({
      at: last.to,
      chapter: words.chapter,
      what: words.ends(last),
      tone: "gone",
      certainty: "observed",
      source,
    });
  }
  return lines;
}

function toOpening(certainty: StoryLine["certainty"]): "begins" | "firstRead" {
  return certainty === "first-read" ? "firstRead" : "begins";
}

function toCertainty(span: Span, before: Span | undefined): StoryLine["certainty"] {
  if (span.certainty === "exact") return "exact";
  return before === undefined && span.fromEarliest === undefined ? "first-read" : "observed";
}

/** Where the track says which group: "in asg-prod-api, health status Unhealthy". */
function toGroupWords({ detail }: Span): string {
  return /^in ([^,]+)/.exec(detail ?? "")?.[1] ?? "its Auto Scaling group";
}

function withDetail({ state, detail }: Span): string {
  return detail === undefined || detail === "" ? state : `${state} (${detail})`;
}

function splitOnce(track: string): readonly [string, string] {
  const colon = track.indexOf(":");
  return colon < 0 ? [track, ""] : [track.slice(0, colon), track.slice(colon + 1)];
}
