import { describe, expect, it } from "vitest";
import { parseWindowPreset, toReportPath, toWindowStart } from "#components/data/report-path.ts";
import { hourMs } from "#lib/domain/time.ts";

const scope = { account: "111122223333", region: "us-east-1", application: "api", group: "prod/api x" };
const now = Date.parse("2026-11-23T14:22:10.500Z");

describe("the path of a report", () => {
  it("encodes names that hold slashes and spaces", () => {
    expect(toReportPath(scope, {}, now)).toBe("/api/groups/111122223333/us-east-1/api/prod%2Fapi%20x/report");
  });
  it("carries the instant and a window that ends there", () => {
    const path = toReportPath(scope, { at: "2026-11-23T12:00:00Z", window: "1h" }, now);
    const query = new URL(path, "http://localhost").searchParams;
    expect(query.get("at")).toBe("2026-11-23T12:00:00Z");
    expect(query.get("from")).toBe("2026-11-23T11:01:00.000Z");
  });
  it("leaves the window out where the instant is no time", () => {
    expect(toReportPath(scope, { at: "yesterday", window: "1h" }, now)).not.toContain("from=");
  });
});

it("a six-hour window never exceeds six hours, whatever the second", () => {
  for (const second of [0, 1, 30_000, 59_999]) {
    const end = Date.parse("2026-11-23T14:22:00Z") + second;
    expect(end - Date.parse(toWindowStart("6h", end))).toBeLessThanOrEqual(6 * hourMs);
  }
});

it.each(["2h", "", "6H", null, undefined])("%s is no preset", (text) => {
  expect(parseWindowPreset(text)).toBeUndefined();
});
