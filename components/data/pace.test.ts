import { expect, it } from "vitest";
import { toPollMs } from "#components/data/pace.ts";

it.each([
  ["open", "again", 30_000],
  ["open", "first", 5_000],
  ["opening", "again", 5_000],
  ["off", "again", 5_000],
  ["off", "first", 2_000],
] as const)("with a stream that is %s, what is read %s is asked for every %s", (kind, reading, pollMs) => {
  expect(toPollMs({ stream: { kind }, reading, aloneMs: 5_000 })).toBe(pollMs);
});

it.each([{ kind: "waiting", untilMs: 0 } as const, { kind: "refused", status: 403 } as const])(
  "a stream that is $kind is no reason to ask less often",
  (stream) => {
    expect(toPollMs({ stream, reading: "again", aloneMs: 10_000 })).toBe(10_000);
  },
);
