import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { toInstant, toIso } from "#lib/domain/time.ts";
import {
  AtQuery,
  findWindowTrouble,
  Moment,
  PastMoment,
  parseQuery,
  ShownMoment,
  toWindow,
} from "#lib/server/query.ts";

const now = toInstant(Date.parse("2026-11-23T14:22:10.345Z"));

beforeEach(() => {
  vi.useFakeTimers({ now });
});
afterEach(() => {
  vi.useRealTimers();
});

const Asked = z.object({
  shown: ShownMoment.optional(),
  past: PastMoment.optional(),
  any: Moment.optional(),
  name: z.string("write a name").optional(),
});

function read(raw: Readonly<Record<string, string | readonly string[]>>): string {
  const parsed = parseQuery(Asked, raw);
  if (!parsed.ok) return parsed.message;
  const { shown, past, any } = parsed.query;
  return [shown, past, any].flatMap((one) => (one === undefined ? [] : [toIso(one)])).join(" ");
}

describe("a moment of an address", () => {
  it.each([
    [{ shown: "2026-11-23T14:00:00Z" }, "2026-11-23T14:00:00.000Z"],
    [{ shown: "2026-11-23T15:00:00+01:00" }, "2026-11-23T14:00:00.000Z"],
    [{ shown: "2026-11-23T14:00:00.001Z" }, "2026-11-23T14:00:01.000Z"],
    [{ past: "2026-11-23T14:00:00.001Z" }, "2026-11-23T14:00:00.001Z"],
    [{ any: "2027-01-01T00:00:00Z" }, "2027-01-01T00:00:00.000Z"],
    // The second that has begun: what is known of it by now.
    [{ shown: "2026-11-23T14:22:10.345Z" }, "2026-11-23T14:22:10.345Z"],
    [{ shown: "2026-11-23T14:22:11Z" }, "2026-11-23T14:22:10.345Z"],
    [{ shown: "2024-02-29T00:00:00Z" }, "2024-02-29T00:00:00.000Z"],
    [{ shown: "" }, ""],
  ])("%j is %s", (raw, instant) => {
    expect(read(raw)).toBe(instant);
  });

  it.each([
    "2026-02-30T00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-11-23T14:00:00",
    "2026-11-23",
    "2026-11-23T24:00:00Z",
    "2026-13-01T00:00:00Z",
    "yesterday",
    "3",
    "1732371600000",
    "2026-11-23T14:00:00 Z",
  ])("%s is no time", (text) => {
    for (const name of ["shown", "past", "any"])
      expect(read({ [name]: text })).toBe(
        `${name}=${text} is no time: write ISO 8601 with a zone, e.g. 2026-03-04T14:00:00Z`,
      );
  });

  it.each([
    ["shown", "2026-11-23T14:22:12Z"],
    ["shown", "2026-11-23T14:22:11.346Z"],
    ["past", "2026-11-23T14:22:10.346Z"],
  ])("%s=%s lies in the future", (name, text) => {
    expect(read({ [name]: text })).toContain("lies in the future: it is 2026-11-23T14:22:10.345Z now");
  });
});

describe("an address", () => {
  it("may say each thing once", () => {
    expect(read({ shown: ["2026-11-23T14:00:00Z", "2026-11-23T13:00:00Z"] })).toBe(
      "shown is given 2 times: once is allowed",
    );
    expect(read({ name: ["a", "b", "c"] })).toBe("name is given 3 times: once is allowed");
  });

  it("may say what nobody asks", () => {
    expect(read({ utm_source: "chat", other: ["a", "b"] })).toBe("");
  });

  it("that lacks something is told what, and long texts are not repeated in full", () => {
    const Named = z.object({ name: z.string("write a name").max(3, "is too long") });
    expect(parseQuery(Named, {})).toEqual({ ok: false, message: "name is missing: write a name" });
    expect(parseQuery(Named, { name: "y".repeat(1_000) })).toEqual({
      ok: false,
      message: `name=${"y".repeat(50)}… is too long`,
    });
  });

  it("with nothing in it asks for now", () => {
    expect(parseQuery(AtQuery, {})).toEqual({ ok: true, query: {} });
  });
});

describe("the window of a page", () => {
  const at = toInstant(Date.parse("2026-11-23T14:00:00Z"));
  it("ends at the moment shown, and begins where the report says, if nothing is said", () => {
    expect(toWindow({}, now)).toEqual({ at: now, to: now });
    expect(toWindow({ at }, now)).toEqual({ at, to: at });
  });

  it.each([
    ["14:00:00", "13:00:00", "must lie before"],
    ["13:00:00", "13:00:00", "must lie before"],
    ["08:00:00", "14:00:01", "longer than 6 hours"],
    ["08:00:00", "14:00:00", undefined],
  ])("from %s to %s: %s", (from, to, trouble) => {
    const toMoment = (clock: string) => toInstant(Date.parse(`2026-11-23T${clock}Z`));
    const said = findWindowTrouble(toWindow({ from: toMoment(from), to: toMoment(to) }, now));
    if (trouble === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(trouble);
  });
});
