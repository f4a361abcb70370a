import { describe, expect, it } from "vitest";
import { pickRootFinding, selectTold } from "#lib/report/root-finding.ts";
import type { Finding } from "#lib/rules/rule.ts";

function makeFinding(rule: string, value: Partial<Finding> = {}): Finding {
  return {
    rule,
    title: rule,
    severity: "critical",
    verdict: "proved",
    subject: { kind: "instance", id: "i-1" },
    summary: rule,
    evidence: [],
    disprovedBy: "",
    advice: [],
    ...value,
  };
}

const rootOf = (...findings: readonly Finding[]) => pickRootFinding(findings)?.rule;

describe("pickRootFinding", () => {
  it("takes the loop before the ghost in it, and the ghost target before the reference", () => {
    const reference = makeFinding("ghost-asg-reference");
    const target = makeFinding("ghost-deployment-target");
    const limbo = makeFinding("recursive-deployment-limbo", { verdict: "suspected" });
    expect(rootOf(reference, target, limbo)).toBe("recursive-deployment-limbo");
    expect(rootOf(reference, target)).toBe("ghost-deployment-target");
  });

  it("takes the graver before the one nearer to the cause", () => {
    expect(
      rootOf(
        makeFinding("recursive-deployment-limbo", { severity: "warning" }),
        makeFinding("script-failed"),
      ),
    ).toBe("script-failed");
  });

  it("takes the surer of two findings of one rule", () => {
    const suspected = makeFinding("orphan-hook", { verdict: "suspected", summary: "suspected" });
    const proved = makeFinding("orphan-hook", { summary: "proved" });
    expect(pickRootFinding([suspected, proved])?.summary).toBe("proved");
  });

  it("takes unlisted rules after listed ones, in the order they were found", () => {
    expect(rootOf(makeFinding("new-b"), makeFinding("new-a"))).toBe("new-b");
    expect(rootOf(makeFinding("new-b"), makeFinding("orphan-hook"))).toBe("orphan-hook");
  });

  it("takes a cause before what follows from it, whatever the list says", () => {
    const cause = makeFinding("new-cause");
    const { rule, subject } = cause;
    const listed = makeFinding("orphan-hook", { causedBy: { rule, subject } });
    expect(rootOf(listed, cause)).toBe("new-cause");
  });

  it("takes what is graver before the cause that it follows from", () => {
    const cause = makeFinding("script-failed", { severity: "warning" });
    const { rule, subject } = cause;
    expect(rootOf(cause, makeFinding("terminate-relaunch-loop", { causedBy: { rule, subject } }))).toBe(
      "terminate-relaunch-loop",
    );
  });

  it("takes the loop that names its own ghost, though it follows from it", () => {
    const ghost = makeFinding("ghost-deployment-target");
    const { rule, subject } = ghost;
    const limbo = makeFinding("recursive-deployment-limbo", { causedBy: { rule, subject } });
    expect(rootOf(ghost, limbo)).toBe("recursive-deployment-limbo");
  });

  it("is not led astray by a cause that is not among the findings", () => {
    const causedBy = { rule: "gone", subject: { kind: "instance", id: "i-9" } };
    expect(rootOf(makeFinding("new-b"), makeFinding("orphan-hook", { causedBy }))).toBe("orphan-hook");
  });

  it("never rests on a check that cannot tell", () => {
    expect(rootOf(makeFinding("recursive-deployment-limbo", { verdict: "cannot-tell" }))).toBeUndefined();
    expect(
      selectTold([makeFinding("a", { verdict: "cannot-tell" }), makeFinding("b")]).map(({ rule }) => rule),
    ).toEqual(["b"]);
  });

  it("changes nothing in what it is given", () => {
    const findings = [makeFinding("b", { severity: "info" }), makeFinding("a")];
    pickRootFinding(findings);
    expect(findings.map(({ rule }) => rule)).toEqual(["b", "a"]);
  });
});
