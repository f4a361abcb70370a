import { describe, expect, it } from "vitest";
import { toPage } from "#lib/simulator/handlers/page.ts";
import { makeSmallRegion, smallAccount, smallNow } from "#lib/simulator/testing/small-world.ts";

const context = {
  account: smallAccount,
  accessKeyId: "AKIATEST",
  requestId: "r",
  now: smallNow,
  wallClock: smallNow,
  externalIds: {},
  region: makeSmallRegion(),
  pageSizes: { ListDeployments: 2 },
};

function page(items: readonly string[], token?: string, size?: number) {
  const request = {
    operation: "ListDeployments",
    token,
    size,
    keyOf: (item: string) => item,
    invalidToken: () => new Error("invalid"),
  } as const;
  return toPage(items, request, context);
}

describe("toPage", () => {
  it("ends without a token when the last item is on the page", () => {
    expect(page(["a", "b"])).toEqual({ items: ["a", "b"], next: undefined });
    expect(page([])).toEqual({ items: [], next: undefined });
    expect(page(["a", "b", "c"]).next).toBeDefined();
  });

  it("gives the smaller of what was asked and what is allowed", () => {
    expect(page(["a", "b", "c"], undefined, 1).items).toEqual(["a"]);
    expect(page(["a", "b", "c"], undefined, 50).items).toEqual(["a", "b"]);
  });

  it("neither repeats nor skips when items appear in front or vanish between two calls", () => {
    const { next } = page(["d", "c", "b", "a"]);
    expect(page(["f", "e", "d", "c", "b", "a"], next).items).toEqual(["b", "a"]);
    expect(page(["d", "b", "a"], next).items).toEqual(["b", "a"]);
  });

  it("refuses a token of another operation and nonsense", () => {
    const other = Buffer.from(JSON.stringify(["ListApplications", "b", 2])).toString("base64url");
    for (const token of [other, "nonsense", "", "bnVsbA"])
      expect(() => page(["a", "b"], token)).toThrow("invalid");
  });
});
