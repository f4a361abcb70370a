import { describe, expect, it } from "vitest";
import { type Asked, findRefusal } from "#lib/edge/find-refusal.ts";

function refuse(asked: Partial<Asked>): string {
  const headers = { host: "localhost:3000", ...asked.headers };
  const refusal = findRefusal({ method: "GET", url: "/", ...asked, headers }, new Set());
  return refusal === undefined ? "passes" : `${refusal.status} ${refusal.code}`;
}

describe("who may come in", () => {
  it.each([
    ["/", "passes"],
    ["/?%ZZ", "passes"],
    ["/groups/1/us-east-1/check%20out%2Feu/100%25%20live", "passes"],
    ["/groups/1/us-east-1/~../%E2%9C%93", "passes"],
    ["/%", "400 bad-path"],
    ["/%ZZ", "400 bad-path"],
    ["/api/groups/%C3%28", "400 bad-path"],
    ["/a%00b", "400 bad-path"],
    ["//evil.com/x", "400 bad-path"],
    ["/groups//x", "400 bad-path"],
    ["/groups/../x", "400 bad-path"],
    ["/groups/%2e%2E/x", "400 bad-path"],
    ["/groups/...", "passes"],
    ["/groups/1?a=1&__proto__=2", "400 bad-query"],
    ["/groups/1?a=__proto__&proto=1", "passes"],
    [`/${"x".repeat(5_999)}`, "passes"],
    [`/${"x".repeat(6_000)}`, "414 too-long"],
    ["/\\evil.com", "400 bad-path"],
    ["*", "400 bad-path"],
    ["http://localhost/", "400 bad-path"],
    ["", "400 bad-path"],
  ])("GET %s: %s", (url, expected) => {
    expect(refuse({ url })).toBe(expected);
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "M-SEARCH"])(
    "%s is not allowed",
    (method) => {
      expect(refuse({ method })).toBe("405 method-not-allowed");
    },
  );

  it.each([
    ['["",{"children":["rules",{}]}]', "passes"],
    [
      encodeURIComponent(JSON.stringify(["", { children: [["id", "x", "d"], {}, null, null, true] }])),
      "passes",
    ],
    ["i_[", "400 bad-header"],
    ["%ZZ", "400 bad-header"],
    ["[]", "400 bad-header"],
    ['[""]', "400 bad-header"],
    ['["",{"children":5}]', "400 bad-header"],
  ])("a router state of %s: %s", (tree, expected) => {
    expect(refuse({ headers: { "next-router-state-tree": tree } })).toBe(expected);
  });

  it("the name is looked at before anything else", () => {
    expect(refuse({ method: "TRACE", url: "*", headers: { host: "evil.com" } })).toBe("403 host-not-allowed");
  });

  const link = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  it.each([
    ["a tool", "/api/groups", {}, "passes"],
    ["our page", "/api/groups", { "sec-fetch-site": "same-origin" }, "passes"],
    ["the address bar", "/api/groups", { "sec-fetch-site": "none", ...link }, "passes"],
    ["a link in a chat", "/api/audit?format=csv", { "sec-fetch-site": "cross-site", ...link }, "passes"],
    ["another site", "/api/groups", { "sec-fetch-site": "cross-site" }, "403 cross-site"],
    ["another port here", "/api/stream", { "sec-fetch-site": "same-site" }, "403 cross-site"],
    [
      "a frame",
      "/api/groups",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
      "403 cross-site",
    ],
    ["a link to a page", "/groups/1", { "sec-fetch-site": "cross-site", ...link }, "passes"],
  ])("%s reads %s: %j %s", (_, url, headers, expected) => {
    expect(refuse({ url, headers })).toBe(expected);
  });
});
