import { compareSeverity, compareVerdict, isTold } from "#lib/rules/gravity.ts";
import type { Finding, FindingRef, Rule } from "#lib/rules/rule.ts";
import { type Case, isAboutSame, toThings } from "#lib/rules/things.ts";

type Node = Case & {
  readonly finding: Finding;
  readonly key: string;
  /** Ids of the rules whose findings may follow from this one. */
  readonly leadsTo: ReadonlySet<string>;
};

/** The node that each finding follows from, by the finding's key. */
type Causes = ReadonlyMap<string, Node>;

/**
 * Each told finding with the one that it follows from: of a rule that says so (`leadsTo`), and about the same things.
 * Of several the direct cause, then the gravest, then the surest, then the first. No finding follows from itself, by
 * whatever way round.
 */
export function linkCauses(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  const leads = new Map(rules.map(({ id, leadsTo = [] }) => [id, new Set(leadsTo)]));
  const nodes = findings.filter(isTold).map((finding) => toNode(finding, leads));
  const causes = new Map<string, Node>();
  for (const node of nodes) {
    if (causes.has(node.key)) continue;
    const cause = toCandidates(node, nodes).find((candidate) => !followsFrom(candidate, node, causes));
    if (cause !== undefined) causes.set(node.key, cause);
  }
  return findings.map((finding) => {
    const cause = isTold(finding) ? causes.get(toKey(finding)) : undefined;
    return cause === undefined ? finding : { ...finding, causedBy: toRef(cause.finding) };
  });
}

function toNode(finding: Finding, leads: ReadonlyMap<string, ReadonlySet<string>>): Node {
  const leadsTo = leads.get(finding.rule) ?? new Set();
  const { kind } = finding.subject;
  return { finding, key: toKey(finding), kind, things: toThings(finding), leadsTo };
}

function toRef({ rule, subject }: Finding): FindingRef {
  return { rule, subject };
}

/** Two findings of one rule about one subject are referred to in the same way. */
function toKey({ rule, subject }: FindingRef): string {
  return JSON.stringify([rule, subject.kind, subject.id]);
}

function mayLeadTo(cause: Node, node: Node): boolean {
  return cause.key !== node.key && cause.leadsTo.has(node.finding.rule) && isAboutSame(cause, node);
}

/** The best first. A candidate that leads to another one is the other one's cause, and only through it this one's. */
function toCandidates(node: Node, nodes: readonly Node[]): readonly Node[] {
  const causes = nodes.filter((cause) => mayLeadTo(cause, node));
  const isDirect = (cause: Node) =>
    !causes.some((other) => mayLeadTo(cause, other) && !mayLeadTo(other, cause));
  const compare = (one: Node, other: Node) =>
    Number(isDirect(other)) - Number(isDirect(one)) ||
    compareSeverity(one.finding, other.finding) ||
    compareVerdict(one.finding, other.finding);
  return causes.sort(compare);
}

/** Ends, because no cause was ever set that closes a circle. */
function followsFrom(node: Node, cause: Node, causes: Causes): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = causes.get(at.key)) {
    if (at.key === cause.key) return true;
  }
  return false;
}

/**
 * A cause stands before what follows from it. Otherwise the given order is kept, where a cause takes the place of the
 * gravest that follows from it: what a critical finding rests on does not sink below mere warnings.
 */
export function orderByCause(findings: readonly Finding[]): readonly Finding[] {
  const byRef = new Map([...findings].reverse().map((finding) => [toKey(finding), finding]));
  const children = new Map<Finding, Finding[]>();
  const roots: Finding[] = [];
  for (const finding of findings) {
    const cause = finding.causedBy === undefined ? undefined : byRef.get(toKey(finding.causedBy));
    if (cause === undefined) roots.push(finding);
    else children.set(cause, [...(children.get(cause) ?? []), finding]);
  }
  const places = new Map(findings.map((finding, place) => [finding, place]));
  const trees = roots.map((root) => toTree(root, { children, places }));
  return trees.sort((one, other) => one.place - other.place).flatMap(({ members }) => members);
}

type Forest = {
  readonly children: ReadonlyMap<Finding, readonly Finding[]>;
  readonly places: ReadonlyMap<Finding, number>;
};

/** A finding and all that follows from it, in the order of reading, with the best place among them. */
type Tree = { readonly members: readonly Finding[]; readonly place: number };

function toTree(finding: Finding, forest: Forest): Tree {
  const below = (forest.children.get(finding) ?? [])
    .map((child) => toTree(child, forest))
    .sort((one, other) => one.place - other.place);
  return {
    members: [finding, ...below.flatMap(({ members }) => members)],
    place: Math.min(forest.places.get(finding) ?? 0, ...below.map(({ place }) => place)),
  };
}
