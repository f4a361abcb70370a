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
