import { minuteMs, secondMs } from "#lib/domain/time.ts";
import type { Lane, Report, Span, Tone, Track } from "#lib/report/schema.ts";

export type WideSize = { readonly rows: number; readonly itemsPerRow: number };

const tracksOfLane = [
  { source: "ec2-instances", track: "ec2", label: "EC2" },
  { source: "autoscaling-groups", track: "auto-scaling", label: "Auto Scaling" },
  { source: "elb-target-health", track: "target:tg-bench", label: "tg-bench" },
  { source: "codedeploy-targets", track: "deployment:d-BENCH0001", label: "d-BENCH0001" },
] as const;
const tones: readonly Tone[] = ["good", "good", "good", "busy", "waiting", "bad", "idle", "gone"];
const marksPerRow = 2;

/** A report like the given one with so many lanes, each with so many spans and marks: the same for the same size. */
export function makeWideReport(like: Report, { rows, itemsPerRow }: WideSize): Report {
  const random = makeRandom(rows * 31 + itemsPerRow);
  const from = Date.parse(like.window.from);
  const now = Date.parse(like.at);
  const lanes = Array.from({ length: rows }, (_, index): Lane => {
    const spans = Math.max(1, Math.floor((itemsPerRow - marksPerRow) / tracksOfLane.length));
    const tracks = tracksOfLane.map((track): Track => ({ ...track, spans: makeSpans(spans) }));
    const last = tracks[1]?.spans.at(-1);
    return {
      instanceId: `i-${(0xbe_0000_0000 + index).toString(16).padStart(17, "0")}`,
      letter: `L${index}`,
      slot: index,
      ghost: index % 500 === 0,
      state: last?.state ?? "not known",
      tone: last?.tone ?? "unknown",
      tracks,
      marks: Array.from({ length: marksPerRow }, (_, mark) => ({
        at: toIso(from + random() * (now - from)),
        label: mark === 0 ? "launched" : "registered",
        tone: "idle" as const,
        source: "autoscaling-activities",
        track: "auto-scaling",
      })),
    };
  });
  return { ...like, lanes };

  function makeSpans(count: number): Span[] {
    const cuts = Array.from({ length: count }, () => from + random() * (now - from - minuteMs)).sort(
      (a, b) => a - b,
    );
    return cuts.map((cut, index): Span => {
      const next = cuts[index + 1];
      const tone = tones[Math.floor(random() * tones.length)] ?? "idle";
      return {
        state: `state ${tone}`,
        from: toIso(cut),
        to: next === undefined ? null : toIso(next),
        tone,
        certainty: index % 5 === 0 ? "observed" : "exact",
      };
    });
  }
}

function toIso(epochMs: number): string {
  return new Date(Math.floor(epochMs / secondMs) * secondMs).toISOString();
}

/** Numbers from 0 to 1 that are the same in every run (the minimal standard generator of Park and Miller). */
function makeRandom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
