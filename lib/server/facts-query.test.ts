import { describe, expect, it } from "vitest";
import { parseInstant, toInstant } from "#lib/domain/time.ts";
import { parseChangesQuery, parseFactsQuery } from "#lib/server/facts-query.ts";

const now = parseInstant("2026-11-23T14:22:10Z") ?? toInstant(0);
const instance = "i-0a11f3b2c4d5e6f70";
const early = "2026-11-23T14:00:00Z";

describe("a question for facts", () => {
  it("is about now where nothing is said", () => {
    expect(parseFactsQuery({ instance }, now)).toEqual({
      ok: true,
      asked: { at: now, known: now, instanceId: instance },
    });
  });
  it.each([
    [{}, "instance= is no id"],
    [{ instance: "<b>" }, "instance=<b> is no id"],
    [{ instance, at: "yesterday" }, "at=yesterday is no time"],
    [{ instance, at: "2026-11-23T14:22:11Z" }, "lies in the future"],
    [{ instance, known: early }, "must not lie before at="],
    [{ instance, source: "nobody" }, "source=nobody is not known: choose one of"],
  ])("%j is refused: %s", (query, message) => {
    expect(parseFactsQuery(query, now)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});

describe("a question for changes", () => {
  it("goes up to now where no end is said", () => {
    expect(parseChangesQuery({ from: early }, now)).toEqual({
      ok: true,
      asked: { from: Date.parse(early), to: now },
    });
  });
  it.each([
    [{}, "from is missing"],
    [{ from: early, to: early }, "must lie before to="],
    [{ from: early, to: "2026-11-23T14:22:11Z" }, "lies in the future"],
    [{ from: "x" }, "from=x is no time"],
  ])("%j is refused: %s", (query, message) => {
    expect(parseChangesQuery(query, now)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});
