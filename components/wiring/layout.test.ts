import { describe, expect, it } from "vitest";
import { nodeHeight, nodeWidth, type Placed, placeWiring } from "#components/wiring/layout.ts";
import { type Column, columns, type Wiring, type WiringNode } from "#components/wiring/wiring.ts";

function makeNode(id: string, column: Column): WiringNode {
  return { id, column, what: "", name: id, state: "", tone: "good", presence: "there" };
}

function makeWiring(nodes: readonly (readonly [string, Column])[], links: readonly string[]): Wiring {
  return {
    nodes: nodes.map(([id, column]) => makeNode(id, column)),
    edges: links.map((link) => {
      const [from = "", to = ""] = link.split(">");
      return { from, to, state: "whole", label: "" };
    }),
  };
}

const whole = makeWiring(
  [
    ["group", "group"],
    ["asg", "selector"],
    ["hook", "hook"],
    ["a", "instance"],
    ["b", "instance"],
    ["stray", "instance"],
    ["tg", "target-group"],
    ["empty", "target-group"],
  ],
  ["group>asg", "asg>hook", "hook>a", "asg>b", "a>tg", "b>tg", "group>empty"],
);

function listOverlaps({ nodes }: Placed): readonly string[] {
  return nodes.flatMap((one, index) =>
    nodes
      .slice(index + 1)
      .filter(({ x, y }) => Math.abs(one.x - x) < nodeWidth && Math.abs(one.y - y) < nodeHeight)
      .map((other) => `${one.id} ${other.id}`),
  );
}

describe("where things stand", () => {
  it("each kind has one column, in order from left to right, also what nothing leads to", () => {
    const { nodes } = placeWiring(whole);
    const lefts = columns.map((column) => [
      ...new Set(nodes.filter((node) => node.column === column).map(({ x }) => Math.round(x))),
    ]);
    expect(lefts.map((all) => all.length)).toEqual([1, 1, 1, 1, 1]);
    expect(lefts.flat()).toEqual(lefts.flat().toSorted((a, b) => a - b));
  });

  it("nothing covers anything, and nothing reaches out of the picture", () => {
    const many = makeWiring(
      [
        ["group", "group"],
        ["asg", "selector"],
        ...Array.from({ length: 40 }, (_, i) => [`i${i}`, "instance"] as const),
      ],
      ["group>asg", ...Array.from({ length: 40 }, (_, i) => `asg>i${i}`)],
    );
    for (const placed of [placeWiring(whole), placeWiring(many)]) {
      expect(listOverlaps(placed)).toEqual([]);
      for (const { x, y } of placed.nodes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x + nodeWidth).toBeLessThanOrEqual(placed.width);
        expect(y + nodeHeight).toBeLessThanOrEqual(placed.height);
      }
    }
  });

  it("a link begins at the right edge of the one and ends at the left edge of the other", () => {
    const { nodes, edges } = placeWiring(whole);
    for (const { from, to, points } of edges) {
      const source = nodes.find(({ id }) => id === from);
      const target = nodes.find(({ id }) => id === to);
      expect(points[0]).toEqual({ x: (source?.x ?? 0) + nodeWidth, y: (source?.y ?? 0) + nodeHeight / 2 });
      expect(points.at(-1)).toEqual({ x: target?.x, y: (target?.y ?? 0) + nodeHeight / 2 });
    }
  });

  it("two links between the same two are both drawn", () => {
    const twice = makeWiring(
      [
        ["group", "group"],
        ["asg", "selector"],
      ],
      ["group>asg", "group>asg"],
    );
    expect(placeWiring(twice).edges).toHaveLength(2);
  });

  it("nothing at all takes no room", () => {
    expect(placeWiring({ nodes: [], edges: [] }).nodes).toEqual([]);
  });
});
