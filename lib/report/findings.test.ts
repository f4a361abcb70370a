import { describe, expect, it } from "vitest";
import { toFindingView } from "#lib/report/findings.ts";
import { Finding } from "#lib/report/schema.ts";
import { testNow } from "#lib/testing/facts.ts";

const finding = {
  rule: "orphan-hook",
  title: "t",
  severity: "warning",
  verdict: "proved",
  subject: { kind: "lifecycle-hook", id: "h" },
  summary: "s",
  evidence: [{ source: "a", operation: "b", entity: "c", field: "d", value: "e", readAt: testNow }],
  disprovedBy: "x",
  advice: [{ text: "look", command: "aws sts get-caller-identity" }, { text: "wait" }],
} as const;

describe("toFindingView", () => {
  it("writes times as ISO 8601 and leaves nothing out", () => {
    const view = Finding.parse(toFindingView({ ...finding, since: testNow, reason: "r" }));
    expect(view).toEqual({
      ...finding,
      since: "2026-01-31T14:22:10.000Z",
      reason: "r",
      evidence: [{ ...finding.evidence[0], readAt: "2026-01-31T14:22:10.000Z" }],
    });
  });

  it("has null for an unknown beginning and no reason where none was given", () => {
    expect(toFindingView(finding).since).toBeNull();
    expect(toFindingView(finding)).not.toHaveProperty("reason");
  });
});
