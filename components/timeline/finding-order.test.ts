import { expect, it } from "vitest";
import { listFindings } from "#components/timeline/finding-order.ts";
import type { Finding } from "#lib/report/schema.ts";

// Only what decides the order; the rest of a finding is never looked at.
const make = (rule: string, change: Partial<Finding> = {}): Finding =>
  ({ rule, verdict: "certain", subject: { kind: "instance", id: "i-1" }, ...change }) as Finding;

it("what follows from a finding comes right after it, what cannot tell at the end", () => {
  const findings = [
    make("unsure", { verdict: "cannot-tell" }),
    make("cause"),
    make("other"),
    make("effect", { causedBy: { rule: "cause", subject: { kind: "instance", id: "i-1" } } }),
  ];
  expect(listFindings(findings).map(({ rule }) => rule)).toEqual(["cause", "effect", "other", "unsure"]);
});
