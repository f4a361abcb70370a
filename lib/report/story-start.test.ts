import { describe, expect, it } from "vitest";
import { addMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { toStoryStart } from "#lib/report/story-start.ts";
import type { Finding } from "#lib/rules/rule.ts";

const now = toInstant(1_000 * minuteMs);

function makeFinding(minutesAgo: number, overrides: Partial<Finding> = {}): Finding {
  return {
    rule: "ghost-asg-reference",
    title: "",
    severity: "warning",
    verdict: "proved",
    subject: { kind: "instance", id: "i-0" },
    since: addMs(now, -minutesAgo * minuteMs),
    summary: "",
    evidence: [],
    disprovedBy: "",
    advice: [],
    ...overrides,
  };
}

function minutesBack(from: Instant): number {
  return (now - from) / minuteMs;
}

describe("where the timeline begins", () => {
  it.each([
    { name: "a quiet group shows ninety minutes", findings: [], minutes: 90 },
    {
      name: "ten minutes before the earliest trouble",
      findings: [makeFinding(50), makeFinding(70)],
      minutes: 80,
    },
    { name: "never less than forty minutes, just inside", findings: [makeFinding(29)], minutes: 40 },
    { name: "forty-one minutes, just beyond", findings: [makeFinding(31)], minutes: 41 },
    { name: "never more than six hours, just inside", findings: [makeFinding(349)], minutes: 359 },
    { name: "never more than six hours, just beyond", findings: [makeFinding(351)], minutes: 360 },
    { name: "a notice is no trouble", findings: [makeFinding(200, { severity: "info" })], minutes: 90 },
    {
      name: "what cannot be told is no trouble",
      findings: [makeFinding(200, { verdict: "cannot-tell" })],
      minutes: 90,
    },
  ])("$name", ({ findings, minutes }) => {
    expect(minutesBack(toStoryStart(findings, now))).toBe(minutes);
  });
});
