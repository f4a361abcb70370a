import { describe, expect, it } from "vitest";
import { parseStreamRead } from "#components/stream/stream-read.ts";

describe("an event of the stream", () => {
  it("names the part that was read, when, and whether anything differs", () => {
    const read = { part: "1/us-east-1/api/prod", at: "2026-11-23T14:22:10Z", changed: true };
    expect(parseStreamRead(JSON.stringify({ ...read, more: 1 }))).toEqual(read);
  });
  it.each(["", "{", "null", "[]", '{"part":1,"at":"","changed":true}', '{"part":"a","at":"b"}'])(
    "%s is none",
    (text) => {
      expect(parseStreamRead(text)).toBeUndefined();
    },
  );
});
