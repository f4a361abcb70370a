import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";

describe("what is absent", () => {
  it("is null in JSON, and what is merely empty is not", () => {
    expect([toNullable(undefined), toNullable(""), toNullable(0), toNullable(false)]).toEqual([
      null,
      "",
      0,
      false,
    ]);
  });

  it("is null for times too, the first instant of 1970 excepted", () => {
    expect([toIsoOrNull(undefined), toIsoOrNull(toInstant(0))]).toEqual([null, "1970-01-01T00:00:00.000Z"]);
  });
});
