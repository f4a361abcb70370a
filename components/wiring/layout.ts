import { Graph, layout } from "@dagrejs/dagre";
import { columns, type Wiring, type WiringEdge, type WiringNode } from "#components/wiring/wiring.ts";

export type Point = { readonly x: number; readonly y: number };
/** `x` and `y` are the upper left corner. */
export type PlacedNode = WiringNode & Point;
export type PlacedEdge = WiringEdge & { readonly points: readonly Point[]; readonly middle: Point };
export type Placed = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
};

export const nodeWidth = 196;
export const nodeHeight = 54;
const margin = 12;
const columnGap = 76;
const rowGap = 14;

/** Where everything stands: one column for each kind of thing, as few crossings as may be. */
export function placeWiring(wiring: Wiring): Placed {
  const graph = new Graph<object, Sized, Routed>({ multigraph: true });
  graph.setGraph({
    rankdir: "LR",
    nodesep: rowGap,
    ranksep: columnGap,
    edgesep: 6,
    marginx: margin,
    marginy: margin,
  });
  for (const { id } of wiring.nodes) graph.setNode(id, { width: nodeWidth, height: nodeHeight });
  const columnOf = new Map(wiring.nodes.map(({ id, column }) => [id, columns.indexOf(column)]));
  const toSpan = (from: string, to: string) =>
    Math.max(1, (columnOf.get(to) ?? 0) - (columnOf.get(from) ?? 0));
  for (const [index, { from, to }] of wiring.edges.entries()) {
    graph.setEdge(from, to, { minlen: toSpan(from, to) }, String(index));
  }
  const [first] = wiring.nodes;
  // Nothing leads to them, so nothing but this keeps them in their column.
  for (const { id } of listUnreached(wiring)) {
    if (first !== undefined && id !== first.id)
      graph.setEdge(first.id, id, { minlen: toSpan(first.id, id), weight: 0 }, "held");
  }
  layout(graph);
  const nodes = wiring.nodes.map((node) => ({ ...node, ...toCorner(graph.node(node.id)) }));
  const cornerOf = new Map(nodes.map((node) => [node.id, node]));
  const edges = wiring.edges.map((edge, index) =>
    toPlacedEdge({
      edge,
      from: cornerOf.get(edge.from) ?? origin,
      to: cornerOf.get(edge.to) ?? origin,
      between: graph.edge(edge.from, edge.to, String(index)).points?.slice(1, -1) ?? [],
    }),
  );
  const bottoms = [
    ...nodes.map(({ y }) => y + nodeHeight),
    ...edges.flatMap(({ points }) => points.map(({ y }) => y)),
  ];
  return {
    nodes,
    edges,
    width: Math.max(0, ...nodes.map(({ x }) => x + nodeWidth)) + margin,
    height: Math.max(0, ...bottoms) + margin,
  };
}

type Sized = { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number };
type Routed = { readonly minlen: number; readonly weight?: number; readonly points?: readonly Point[] };

const origin: Point = { x: 0, y: 0 };

function listUnreached({ nodes, edges }: Wiring): readonly WiringNode[] {
  const reached = new Set(edges.map(({ to }) => to));
  return nodes.filter(({ id }) => !reached.has(id));
}

function toCorner({ x = 0, y = 0 }: Sized): Point {
  return { x: x - nodeWidth / 2, y: y - nodeHeight / 2 };
}

type EdgeInput = {
  readonly edge: WiringEdge;
  readonly from: Point;
  readonly to: Point;
  /** Where the line passes on its way. */
  readonly between: readonly Point[];
};

function toPlacedEdge({ edge, from, to, between }: EdgeInput): PlacedEdge {
  const start = { x: from.x + nodeWidth, y: from.y + nodeHeight / 2 };
  const end = { x: to.x, y: to.y + nodeHeight / 2 };
  const points = [start, ...between.map(({ x, y }) => ({ x, y })), end];
  const left = points[Math.floor((points.length - 1) / 2)] ?? start;
  const right = points[Math.ceil((points.length - 1) / 2)] ?? end;
  return { ...edge, points, middle: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 } };
}
