import { describe, expect, it } from "vitest";
import { toNewestText, toRuns, toStripText, withNewest } from "#components/fleet/strip-text.ts";
import type { SeverityStrip, StripSeverity } from "#lib/report/schema.ts";

const signs: Readonly<Record<string, StripSeverity>> = {
  c: "critical",
  w: "warning",
  i: "info",
  u: "unknown",
  ".": "none",
  "-": "not-recorded",
};

/** One sign for each half hour from 09:00 on. */
function makeStrip(text: string): SeverityStrip {
  return {
    from: "2026-03-04T09:00:00.000Z",
    to: new Date(Date.parse("2026-03-04T09:00:00Z") + text.length * 1_800_000).toISOString(),
    bucketMinutes: 30,
    buckets: [...text].map((sign) => ({ severity: signs[sign] ?? "unknown" })),
  };
}

describe("a strip in words", () => {
  it.each([
    ["----....wwww.ccc", "critical since 15:30; warning 13:00–15:00; not recorded before 11:00 (UTC)"],
    ["........", "nothing found in the last 4 hours"],
    ["cccc", "critical in the last 2 hours"],
    ["----", "not recorded in the last 2 hours"],
    ["cc..", "nothing found since 10:00; critical before 10:00 (UTC)"],
    ["..ui", "notice since 10:30; cannot tell 10:00–10:30 (UTC)"],
    [".-c-", "not recorded since 10:30; critical 10:00–10:30; not recorded 09:30–10:00 (UTC)"],
    [
      "c.c.c.c.c.c.c.c.",
      "nothing found since 16:30; critical 16:00–16:30; critical 15:00–15:30; critical 14:00–14:30; critical 13:00–13:30; critical 12:00–12:30; 3 more changes before (UTC)",
    ],
    ["", ""],
  ])("%s: %s", (signsOfIt, text) => {
    expect(toStripText(makeStrip(signsOfIt))).toBe(text);
  });

  it.each([
    ["..cc", "critical since 10:00"],
    ["cc..", "nothing found since 10:00"],
    ["", "not recorded"],
  ])("%s, in short: %s", (signsOfIt, text) => {
    expect(toNewestText(makeStrip(signsOfIt))).toBe(text);
  });
});

it("equal neighbours are one run", () => {
  expect(toRuns(makeStrip("..ccw"))).toEqual([
    { severity: "none", from: 0, to: 2 },
    { severity: "critical", from: 2, to: 4 },
    { severity: "warning", from: 4, to: 5 },
  ]);
});

describe("the newest bucket", () => {
  it.each([
    { at: "2026-03-04T10:59:00.000Z", severity: "critical" },
    { at: "2026-03-04T11:00:00.000Z", severity: "critical" },
    { at: "2026-03-04T11:00:01.000Z", severity: "none" },
  ])("at $at is $severity: the row speaks for its own half hour only", ({ at, severity }) => {
    const { buckets } = withNewest(makeStrip("...."), "critical", at);
    expect(buckets).toHaveLength(4);
    expect(buckets.at(-1)?.severity).toBe(severity);
    expect(buckets.at(-2)?.severity).toBe("none");
  });
});
