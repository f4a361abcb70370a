import { describe, expect, it } from "vitest";
import { toChangesPath, toFactsPath } from "#components/pinned/fact-paths.ts";

const scope = { account: "1", region: "us-east-1", application: "api", group: "prod/api" };
const at = "2026-11-23T14:20:00.000Z";
const early = "2026-11-23T14:00:00.000Z";
const past = { recordedFrom: null, earliest: null, previousChange: null, nextChange: null };
const live = { at, past: { ...past, mode: "now" } } as const;
const then = { at, past: { ...past, mode: "recorded" } } as const;
const queryOf = (path: string) => Object.fromEntries(new URL(path, "http://localhost").searchParams);
const asked = (iso: string) => ({ at: Date.parse(iso), instanceId: "i-1", source: undefined });

describe("the path of facts", () => {
  it("encodes the group's name", () => {
    expect(toFactsPath(scope, live, asked(early))).toMatch(
      /^\/api\/groups\/1\/us-east-1\/api\/prod%2Fapi\/facts\?/,
    );
  });
  it.each([
    ["a moment before now", live, early, { instance: "i-1", at: early }],
    ["now is left to the server", live, at, { instance: "i-1" }],
    ["what lies ahead is asked as of now", live, "2026-11-23T15:00:00.000Z", { instance: "i-1" }],
    ["a reader of the past learns nothing later", then, early, { instance: "i-1", at: early, known: at }],
    ["and nothing ahead of it", then, "2026-11-23T15:00:00.000Z", { instance: "i-1", at, known: at }],
  ])("%s", (_, shown, moment, query) => {
    expect(queryOf(toFactsPath(scope, shown, asked(moment)))).toEqual(query);
  });
});

it("a comparison goes from the earlier to the later, whichever was pinned first", () => {
  const moments = [Date.parse(early), Date.parse(early) - 1000] as const;
  const query = { from: "2026-11-23T13:59:59.000Z", to: early };
  expect(queryOf(toChangesPath(scope, live, moments))).toEqual(query);
  expect(queryOf(toChangesPath(scope, live, [moments[1], moments[0]]))).toEqual(query);
});
