import { describe, expect, it } from "vitest";
import { toChapters, toRuleLine } from "#components/rules/rule-areas.ts";
import type { RuleView } from "#lib/report/schema.ts";

function makeRule(rule: Partial<RuleView>): RuleView {
  return {
    id: "some-rule",
    title: "Some rule",
    area: "hooks",
    severity: "warning",
    needs: ["autoscaling-hooks"],
    why: "It happens: often. And then?",
    docs: [],
    thresholds: [],
    lookalikes: [],
    leadsTo: [],
    ...rule,
  };
}

const ghost = makeRule({
  id: "ghost",
  title: "A ghost",
  area: "ghosts",
  lookalikes: ["A slow shutdown."],
  thresholds: [{ what: "It is gone for", value: "a minute", reason: "Readings disagree." }],
});
const loop = makeRule({ id: "loop", title: "A loop", severity: "critical" });
const hook = makeRule({ id: "hook", title: "A hook" });
const odd = makeRule({ id: "odd", title: "An odd one", area: "plumbing" });

function listFound(searched: string): readonly string[] {
  return toChapters([odd, hook, loop, ghost].map(toRuleLine), searched).map(
    ({ area, rules }) => `${area}: ${rules.map(({ id }) => id).join(" ")}`,
  );
}

describe("the handbook's list", () => {
  it("has every rule in its area, the gravest first, and unknown areas last", () => {
    expect(listFound("")).toEqual(["ghosts: ghost", "hooks: loop hook", "plumbing: odd"]);
  });

  it.each([
    ["SLOW", ["ghosts: ghost"]],
    ["a minute", ["ghosts: ghost"]],
    ["readings ghost", ["ghosts: ghost"]],
    ["  loop  ", ["hooks: loop"]],
    ["autoscaling-hooks odd", ["plumbing: odd"]],
    ["nowhere", []],
  ])("is searched for %j in all that the rules say", (searched, found) => {
    expect(listFound(searched)).toEqual(found);
  });

  it("shows the first sentence of why", () => {
    expect(toRuleLine(hook).firstSentence).toBe("It happens: often.");
  });
});
