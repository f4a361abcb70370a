import type { StreamState } from "#components/stream/keep-open.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Tone } from "#lib/report/schema.ts";

export type LiveWords = {
  readonly tone: Tone;
  readonly shape: "running" | "resting";
  readonly word: string;
  /** More, for who wants to know. */
  readonly title: string;
};

type LiveInput = {
  readonly pace: "ticking" | "frozen";
  /** Why the last reading failed. */
  readonly trouble: string | undefined;
  readonly stream: StreamState;
  /** The reader's own clock; undefined before its first tick. */
  readonly wallMs: number | undefined;
};

/** Whether what is shown follows what happens, in a word. */
export function toLiveWords({ pace, trouble, stream, wallMs }: LiveInput): LiveWords {
  if (pace === "frozen")
    return { tone: "idle", shape: "resting", word: "paused", title: "You are looking at the past." };
  if (trouble !== undefined) return { tone: "bad", shape: "resting", word: "stale", title: trouble };
  if (stream.kind === "waiting") {
    const left = Math.max(0, Math.ceil((stream.untilMs - (wallMs ?? stream.untilMs)) / secondMs));
    const title = "The stream of changes broke off; until it is back, the page asks every few seconds.";
    return { tone: "waiting", shape: "resting", word: `reconnecting in ${left} s`, title };
  }
  if (stream.kind === "refused") {
    const title = `The server refuses the stream of changes (HTTP ${stream.status}): the page asks every few seconds instead.`;
    return { tone: "waiting", shape: "resting", word: `no stream (${stream.status})`, title };
  }
  return { tone: "good", shape: "running", word: "live", title: "Changes appear by themselves." };
}
