import { describe, expect, it } from "vitest";
import { parseMoment } from "#components/time/parse-moment.ts";

const now = Date.parse("2026-11-23T14:22:10Z");
const earliest = Date.parse("2026-11-20T00:00:00Z");

describe("a time that a reader types", () => {
  it.each([
    ["13:42", "2026-11-23T13:42:00.000Z"],
    ["9:05", "2026-11-23T09:05:00.000Z"],
    ["13:42:10", "2026-11-23T13:42:10.000Z"],
    ["9:05:07", "2026-11-23T09:05:07.000Z"],
    [" 13:42 UTC ", "2026-11-23T13:42:00.000Z"],
    ["2026-11-22 23:50", "2026-11-22T23:50:00.000Z"],
    ["2026-11-22T9:50:01", "2026-11-22T09:50:01.000Z"],
    ["2026-11-23T13:42:10.500Z", "2026-11-23T13:42:10.500Z"],
    ["2026-11-23T15:22+01:00", "2026-11-23T14:22:00.000Z"],
    ["2026-11-23 14:22:10", "2026-11-23T14:22:10.000Z"],
  ])("%j is %s", (text, iso) => {
    const parsed = parseMoment(text, { now, earliest });
    expect(parsed.ok ? new Date(parsed.at).toISOString() : parsed.message).toBe(iso);
  });

  it.each([
    ["", "is no time"],
    ["yesterday", "“yesterday” is no time: write 13:42, 13:42:10 or 2026-11-23 13:42"],
    ["25:00", "is no time"],
    ["13:61", "is no time"],
    ["2026-13-01 10:00", "is no time"],
    ["2026-11-23", "is no time"],
    ["23:50", "2026-11-23 23:50:00 UTC lies ahead: it is 2026-11-23 14:22:10 UTC"],
    ["2026-11-19 23:59:59", "Nothing is known before 2026-11-20 00:00:00 UTC"],
  ])("%j is refused: %s", (text, message) => {
    expect(parseMoment(text, { now, earliest })).toEqual({
      ok: false,
      message: expect.stringContaining(message),
    });
  });

  it("may be any past time where nobody knows how far back anything is known", () => {
    expect(parseMoment("2020-01-01 00:00", { now, earliest: undefined }).ok).toBe(true);
  });
});
