import { expect, it } from "vitest";
import { toLiveWords } from "#components/data/live-words.ts";

const live = { pace: "ticking", trouble: undefined, stream: { kind: "open" }, wallMs: 10_000 } as const;

it.each([
  ["an open stream", {}, "live"],
  ["a page that was read a moment ago and connects", { stream: { kind: "opening" } }, "live"],
  ["a break", { stream: { kind: "waiting", untilMs: 13_200 } }, "reconnecting in 4 s"],
  ["the end of a break", { stream: { kind: "waiting", untilMs: 9_000 } }, "reconnecting in 0 s"],
  ["a refusal", { stream: { kind: "refused", status: 403 } }, "no stream (403)"],
  ["a reading that failed, though the stream is open", { trouble: "no answer" }, "stale"],
  ["the past, whatever the stream does", { pace: "frozen", trouble: "no answer" }, "paused"],
] as const)("%s", (_, change, word) => {
  expect(toLiveWords({ ...live, ...change }).word).toBe(word);
});
