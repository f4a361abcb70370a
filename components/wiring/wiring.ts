import type { Tone } from "#lib/report/schema.ts";

/** In this order from left to right; a link may leap over what is between. */
export const columns = ["group", "selector", "hook", "instance", "target-group"] as const;
export type Column = (typeof columns)[number];

/** `gone`: was there, and something still refers to it · `missing`: referred to, and was never read · `not-read`: nobody could look. */
export type Presence = "there" | "gone" | "missing" | "not-read";

export type WiringNode = {
  readonly id: string;
  readonly column: Column;
  /** What it is: "Auto Scaling group", "launch hook", … */
  readonly what: string;
  readonly name: string;
  /** How it stands, in a few words. */
  readonly state: string;
  readonly tone: Tone;
  readonly presence: Presence;
  /** The page that it leads to, if it has one. */
  readonly page?: { readonly kind: "instance" | "deployment"; readonly id: string };
};

/** `whole`: as it should be · `waiting`: something is held by it · `broken`: leads to what is gone, missing or nobody's, or is absent where it should be · `not-read`: nobody could look. */
export type EdgeState = "whole" | "waiting" | "broken" | "not-read";

export type WiringEdge = {
  readonly from: string;
  readonly to: string;
  readonly state: EdgeState;
  /** What the link says of itself: "healthy", "tag Role=api". */
  readonly label: string;
  /** Why it is broken or waits, in a sentence. */
  readonly sentence?: string;
};

export type Wiring = { readonly nodes: readonly WiringNode[]; readonly edges: readonly WiringEdge[] };

/** A link that somebody must look at. */
export type TroubledEdge = WiringEdge & {
  readonly sentence: string;
  readonly state: "broken" | "waiting";
};

/** The links that somebody must look at: broken ones first. */
export function listTroubled(wiring: Wiring): readonly TroubledEdge[] {
  const told = wiring.edges.flatMap((edge) => {
    const { sentence, state } = edge;
    if (sentence === undefined || (state !== "broken" && state !== "waiting")) return [];
    return [{ ...edge, sentence, state }];
  });
  return [...told.filter(isBroken), ...told.filter((edge) => !isBroken(edge))];
}

/** Tells a link from all others. */
export function toEdgeKey({ from, to, label }: WiringEdge): string {
  return JSON.stringify([from, to, label]);
}

export function isBroken({ state }: Pick<WiringEdge, "state">): boolean {
  return state === "broken";
}
