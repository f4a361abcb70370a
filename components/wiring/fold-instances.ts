import type { WiredInstance } from "#components/wiring/wire-instances.ts";
import type { Wiring } from "#components/wiring/wiring.ts";

/** Up to so many instances each has a place of its own. */
export const mostUnfolded = 40;
/** So many in trouble have a place of their own; then those alike are counted too. */
export const mostTroubled = 120;

/** Those alike become one: the same state, led to and leading to the same. `known`: what else is in the picture. */
export function foldInstances(instances: readonly WiredInstance[], known: ReadonlySet<string>): Wiring {
  const wired = instances.map((one) => ({
    ...one,
    edges: one.edges.filter(({ from, to }) => isDrawn(one, known, from) && isDrawn(one, known, to)),
  }));
  if (wired.length <= mostUnfolded) return toWiring(wired);
  const troubled = wired.filter(({ isTroubled }) => isTroubled);
  const own = troubled.slice(0, mostTroubled);
  const rest = [...troubled.slice(mostTroubled), ...wired.filter(({ isTroubled }) => !isTroubled)];
  const alike = new Map<string, WiredInstance[]>();
  for (const one of rest) {
    const signature = toSignature(one);
    const known = alike.get(signature);
    if (known === undefined) alike.set(signature, [one]);
    else known.push(one);
  }
  return toWiring([...own, ...[...alike.values()].flatMap(toFolded)]);
}

function isDrawn({ node }: WiredInstance, known: ReadonlySet<string>, id: string): boolean {
  return id === node.id || known.has(id);
}

type Drawn = Pick<WiredInstance, "node" | "edges">;

function toWiring(wired: readonly Drawn[]): Wiring {
  return { nodes: wired.map(({ node }) => node), edges: wired.flatMap(({ edges }) => edges) };
}

function toSignature({ node, edges }: WiredInstance): string {
  const links = edges.map(({ from, to, state, label }) => [
    from === node.id ? "" : from,
    to === node.id ? "" : to,
    state,
    label,
  ]);
  return JSON.stringify([node.state, node.tone, node.presence, links]);
}

function toFolded(alike: readonly WiredInstance[]): readonly Drawn[] {
  const [first] = alike;
  if (first === undefined || alike.length === 1) return alike;
  const { page: _, ...node } = first.node;
  const id = `all:${node.id}`;
  const edges = first.edges.map((edge) => ({
    ...edge,
    from: edge.from === node.id ? id : edge.from,
    to: edge.to === node.id ? id : edge.to,
    ...(edge.sentence !== undefined && {
      sentence: `${edge.sentence} ${alike.length - 1} more are like it.`,
    }),
  }));
  return [{ node: { ...node, id, what: "Instances", name: `${alike.length} instances` }, edges }];
}
