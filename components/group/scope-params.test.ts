import { describe, expect, it } from "vitest";
import { decodePart, parseScope, parseView, toTimeQuery } from "#components/group/scope-params.ts";

it("names with spaces and slashes survive the path", () => {
  const params = { account: "1", region: "us-east-1", application: "my%20app", group: "prod%2Fapi" };
  expect(parseScope(params)).toMatchObject({ application: "my app", group: "prod/api" });
});

it("a malformed escape is kept as it is", () => {
  expect(decodePart("50%")).toBe("50%");
});

describe("the query of a group page", () => {
  it.each([
    [{}, { at: undefined, window: undefined }],
    [{ at: "" }, { at: undefined, window: undefined }],
    [
      { at: ["a", "b"], window: "3h" },
      { at: "a", window: "3h" },
    ],
    [{ window: "9h" }, { at: undefined, window: undefined }],
  ])("%j", (query, view) => {
    expect(parseView(query)).toEqual(view);
  });
});

describe("what is asked of the use-case", () => {
  const now = Date.parse("2026-11-23T14:22:00Z");
  it("is nothing by default", () => {
    expect(toTimeQuery({}, now)).toEqual({});
  });
  it("is a window that ends at the instant asked for", () => {
    expect(toTimeQuery({ at: "2026-11-23T12:00:00Z", window: "1h" }, now)).toEqual({
      at: "2026-11-23T12:00:00Z",
      from: "2026-11-23T11:01:00.000Z",
    });
  });
  it("passes an unreadable instant on, to be refused with a reason", () => {
    expect(toTimeQuery({ at: "noon", window: "1h" }, now)).toEqual({ at: "noon" });
  });
});
