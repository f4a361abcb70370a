import { describe, expect, it, vi } from "vitest";
import { HistoryTrouble, isHistoryTrouble } from "#lib/history/history.ts";

describe("a trouble of the history", () => {
  it("is known for what it is by every copy of this module", async () => {
    vi.resetModules();
    const copy = await import("#lib/history/history.ts");
    expect(copy.HistoryTrouble).not.toBe(HistoryTrouble);
    expect(isHistoryTrouble(new copy.HistoryTrouble("away"))).toBe(true);
    expect(copy.isHistoryTrouble(new HistoryTrouble("away"))).toBe(true);
  });

  it.each([new Error("away"), Object.assign(new Error("away"), { code: "SQLITE_FULL" }), "away", undefined])(
    "is nothing else: %s",
    (value) => {
      expect(isHistoryTrouble(value)).toBe(false);
    },
  );
});
