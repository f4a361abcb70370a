import { describe, expect, it } from "vitest";
import { parseInstant, toInstant, toIso } from "#lib/domain/time.ts";
import { parseTimeQuery } from "#lib/server/query.ts";

const now = parseInstant("2026-11-23T14:22:10Z") ?? toInstant(0);

describe("the time of a page", () => {
  it("is now, and begins where the report says, if nothing is said", () => {
    expect(parseTimeQuery({}, now)).toEqual({ ok: true, window: { at: now, to: now } });
  });

  it("reads any ISO 8601 zone", () => {
    const parsed = parseTimeQuery({ at: "2026-11-23T15:00:00+01:00" }, now);
    expect(parsed.ok && toIso(parsed.window.at)).toBe("2026-11-23T14:00:00.000Z");
  });

  it.each([
    { name: "at in the future", query: { at: "2026-11-23T14:22:11Z" }, says: "lies in the future" },
    { name: "no time at all", query: { at: "yesterday" }, says: "at=yesterday is no time" },
    { name: "a bare number", query: { from: "3" }, says: "from=3 is no time" },
    {
      name: "from after to",
      query: { from: "2026-11-23T14:00:00Z", to: "2026-11-23T13:00:00Z" },
      says: "must lie before",
    },
    {
      name: "an empty window",
      query: { from: "2026-11-23T13:00:00Z", to: "2026-11-23T13:00:00Z" },
      says: "must lie before",
    },
    {
      name: "a second over six hours",
      query: { from: "2026-11-23T08:00:00Z", to: "2026-11-23T14:00:01Z" },
      says: "longer than 6 hours",
    },
  ])("refuses $name and says why", ({ query, says }) => {
    const parsed = parseTimeQuery(query, now);
    expect(parsed).toMatchObject({ ok: false });
    expect(!parsed.ok && parsed.message).toContain(says);
  });

  it("allows exactly six hours", () => {
    expect(parseTimeQuery({ from: "2026-11-23T08:00:00Z", to: "2026-11-23T14:00:00Z" }, now).ok).toBe(true);
  });
});
