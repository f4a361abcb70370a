import { expect, it } from "vitest";
import { parseFindQuery } from "#lib/server/find-query.ts";

it.each([
  ["  i-0a1 ", "i-0a1"],
  ["x", "x"],
  ["y".repeat(200), "y".repeat(200)],
])("%s is searched for", (q, parsed) => {
  expect(parseFindQuery({ q })).toEqual({ ok: true, q: parsed });
});

it.each([
  [{}, "q is missing"],
  [{ q: "  " }, "q is missing"],
  [{ q: "y".repeat(201) }, "201 characters"],
])("%o is refused with the reason", (query, says) => {
  const parsed = parseFindQuery(query);
  expect(parsed.ok ? "" : parsed.message).toContain(says);
});
