"use client";

import { useMemo } from "react";
import { isTold } from "#components/fleet/fleet-filter.ts";
import { type FoundState, useFound } from "#components/palette/use-found.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import type { Found, GroupRow, Hit } from "#lib/report/schema.ts";

export type Named = FoundState & {
  /** What the server was asked for: the text, where no row tells it; empty otherwise. */
  readonly q: string;
  /** What was found in groups, and how many more there are than were listed. */
  readonly hits: readonly Hit[];
  readonly more: number;
  /** The keys of the groups' scopes. */
  readonly scopes: ReadonlySet<string>;
};

/** The groups of the instances, deployments and other things that a text names and no row tells of. */
export function useNamed(rows: readonly GroupRow[], text: string): Named {
  const q = useMemo(() => (isTold(rows, text) ? "" : text.trim()), [rows, text]);
  const answer = useFound(q);
  // What was found for the beginning of a word holds until the rest of it is searched.
  const found =
    answer.found !== undefined && q.startsWith(answer.found.q) && q !== "" ? answer.found : undefined;
  const named = useMemo(() => toNamed(found), [found]);
  return { ...answer, q, ...named };
}

function toNamed(found: Found | undefined): Pick<Named, "hits" | "more" | "scopes"> {
  const kinds = (found?.kinds ?? []).filter(({ kind }) => kind !== "rule");
  const hits = kinds.flatMap((kind) => kind.hits);
  const total = kinds.reduce((sum, kind) => sum + kind.total, 0);
  const scopes = new Set(hits.flatMap(({ scope }) => (scope === null ? [] : [toScopeKey(scope)])));
  return { hits, more: total - hits.length, scopes };
}
