import { describe, expect, it } from "vitest";
import { toJson } from "#lib/report/to-json.ts";

describe("a fact's value as JSON", () => {
  it.each([
    ["an instant is ISO 8601", Date.UTC(2026, 0, 31, 14, 22, 10, 5), "2026-01-31T14:22:10.005Z"],
    ["the first of the known century is an instant", 946_684_800_000, "2000-01-01T00:00:00.000Z"],
    ["a millisecond less is a number", 946_684_799_999, 946_684_799_999],
    ["a fraction is no instant", 1_769_869_330_000.5, 1_769_869_330_000.5],
    ["a count is a number", 3, 3],
    ["what is no number is said in words", Number.NaN, "NaN"],
    ["a text that looks like an instant stays", "1769869330000", "1769869330000"],
    ["nothing is null", undefined, null],
    ["a text with markup stays as it is", "<b>&", "<b>&"],
    ["lists keep their order", [2, "a", true], [2, "a", true]],
    ["absent members are left out", { a: undefined, b: [{ c: 1, d: undefined }] }, { b: [{ c: 1 }] }],
  ])("%s", (_, value, json) => {
    expect(toJson(value)).toEqual(json);
  });
});
