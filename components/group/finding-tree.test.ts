import { describe, expect, it } from "vitest";
import {
  countBelow,
  type FindingNode,
  findCause,
  holdsFinding,
  toFindingTrees,
} from "#components/group/finding-tree.ts";

type Linked = Parameters<typeof toFindingTrees>[0][number];

const ref = (rule: string) => ({ rule, subject: { kind: "deployment", id: "d-1" } });
const make = (rule: string, cause?: string): Linked => ({
  ...ref(rule),
  ...(cause !== undefined && { causedBy: ref(cause) }),
});

/** `a(b c(d))` */
function draw(nodes: readonly FindingNode<Linked>[]): string {
  return nodes
    .map(({ finding, below }) => finding.rule + (below.length === 0 ? "" : `(${draw(below)})`))
    .join(" ");
}

describe("toFindingTrees", () => {
  it.each([
    ["nothing", [], ""],
    ["findings without causes, in their order", [make("b"), make("a")], "b a"],
    ["consequences under their cause", [make("a"), make("b", "a"), make("c"), make("d", "a")], "a(b d) c"],
    ["a consequence that comes before its cause", [make("b", "a"), make("a")], "a(b)"],
    [
      "consequences of consequences",
      [make("a"), make("b", "a"), make("c", "b"), make("d", "a")],
      "a(b(c) d)",
    ],
    ["a cause that is not there", [make("b", "a"), make("c", "b")], "b(c)"],
    ["a finding that is its own cause", [make("a", "a"), make("b", "a")], "a(b)"],
    ["a circle, which still leaves nobody out", [make("a", "c"), make("b", "a"), make("c", "b")], "c(a(b))"],
  ])("shows %s", (_, findings, drawn) => {
    expect(draw(toFindingTrees(findings))).toBe(drawn);
  });

  it("has each finding exactly once", () => {
    const findings = [make("a", "c"), make("b", "a"), make("c", "b"), make("d", "b"), make("e")];
    const count = toFindingTrees(findings).reduce((sum, node) => sum + 1 + countBelow(node), 0);
    expect(count).toBe(findings.length);
  });

  it("tells two findings of one rule apart by what they are about", () => {
    const one = { rule: "ghost", subject: { kind: "instance", id: "i-1" } };
    const other = { rule: "ghost", subject: { kind: "instance", id: "i-2" } };
    const follows = { ...make("limbo"), causedBy: other };
    expect(toFindingTrees([one, other, follows]).map(({ below }) => below.length)).toEqual([0, 1]);
  });
});

it("knows which tree holds a finding", () => {
  const [leaf, stranger] = [make("c", "b"), make("d")];
  const [root] = toFindingTrees([make("a"), make("b", "a"), leaf]);
  if (root === undefined) throw new Error("one root was asked for");
  expect([holdsFinding(root, leaf), holdsFinding(root, stranger), holdsFinding(root, undefined)]).toEqual([
    true,
    false,
    false,
  ]);
});

it("finds the cause of a finding, or none", () => {
  const cause = make("a");
  expect(findCause([cause, make("b")], make("b", "a"))).toBe(cause);
  expect(findCause([cause], make("b"))).toBeUndefined();
  expect(findCause([cause], make("b", "gone"))).toBeUndefined();
});
