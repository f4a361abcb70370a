import {
  type BlindSpots,
  toBlindSpots,
  toBlindStretches,
} from "#components/timeline/plan/blind-stretches.ts";
import { ec2Track, toDrawnTracks, toGhostStretch } from "#components/timeline/plan/ghost-stretch.ts";
import { ghostText } from "#components/timeline/plan/lines-of.ts";
import type { Lane, Report, Span, Tone, Track } from "#lib/report/schema.ts";

/** What a track shows at an instant. `cannot-tell`: nobody looked, or the change lies somewhere around it. */
export type StateAt = {
  readonly kind: "known" | "expected" | "cannot-tell" | "not-drawn";
  readonly text: string;
  readonly tone: Tone;
};

/** A track that shows something else at a later instant. */
export type Difference = {
  readonly instanceId: string;
  readonly letter: string;
  readonly track: string;
  readonly before: StateAt;
  readonly after: StateAt;
};

type Compared = Pick<Report, "lanes" | "sources" | "at" | "window">;

/** What differs between two instants, whichever comes first. */
export function compareAt(report: Compared, a: number, b: number): readonly Difference[] {
  const seen = {
    blindSpots: toBlindSpots(report.sources),
    now: Date.parse(report.at),
    windowFrom: Date.parse(report.window.from),
  };
  const [earlier, later] = a <= b ? [a, b] : [b, a];
  const differences: Difference[] = [];
  for (const lane of report.lanes) {
    for (const track of toDrawnTracks(lane)) {
      const look = makeLook(lane, track, seen);
      const before = look(earlier);
      const after = look(later);
      if (before.kind === after.kind && before.text === after.text) continue;
      const { instanceId, letter } = lane;
      differences.push({ instanceId, letter, track: track.label, before, after });
    }
  }
  return differences;
}

type Seen = { readonly blindSpots: BlindSpots; readonly now: number; readonly windowFrom: number };

const notRead: StateAt = { kind: "cannot-tell", text: "not read", tone: "unknown" };
const notDrawn: StateAt = { kind: "not-drawn", text: "nothing drawn", tone: "idle" };
const gone: StateAt = { kind: "known", text: ghostText, tone: "gone" };

function makeLook(lane: Lane, track: Track, seen: Seen): (instant: number) => StateAt {
  const blind = toBlindStretches(track, seen.blindSpots, seen.now);
  const ghost = track.track === ec2Track ? toGhostStretch(lane, seen.windowFrom) : undefined;
  return (instant) => {
    if (blind.some(({ from, to }) => from <= instant && instant < to)) return notRead;
    if (ghost !== undefined && ghost.from <= instant && instant <= seen.now) return gone;
    const soft = track.spans.find((span) => isInEdge(span, instant));
    if (soft !== undefined)
      return { kind: "cannot-tell", text: `changing to ${soft.state}`, tone: "unknown" };
    const span = track.spans.findLast((one) => isDuring(one, instant, seen.now));
    return span === undefined ? notDrawn : toState(span);
  };
}

function isInEdge({ from, fromEarliest }: Span, instant: number): boolean {
  return fromEarliest !== undefined && Date.parse(fromEarliest) < instant && instant < Date.parse(from);
}

/** What is open lasts up to now and no further, unless it is a prediction. */
function isDuring({ from, to, certainty }: Span, instant: number, now: number): boolean {
  if (Date.parse(from) > instant) return false;
  if (to === null) return certainty === "predicted" || instant <= now;
  return instant < Date.parse(to);
}

function toState({ certainty, state, tone }: Span): StateAt {
  if (certainty === "unknown") return notRead;
  if (certainty === "predicted") return { kind: "expected", text: state, tone };
  return { kind: "known", text: state, tone };
}
