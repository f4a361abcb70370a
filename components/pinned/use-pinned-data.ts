"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "#components/data/fetch-json.ts";
import { type Live, toLive } from "#components/data/live.ts";
import { toFactsKey } from "#components/data/query-keys.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Changes, FactsAt } from "#lib/report/schema.ts";

type Pace = "ticking" | "frozen";

export function useFacts(path: string, pace: Pace): Live<FactsAt> {
  const queryFn = ({ signal }: { readonly signal: AbortSignal }) => fetchJson(path, "facts", signal);
  return toLive(useQuery({ queryKey: toFactsKey(path), queryFn, ...toTiming(pace) }));
}

export function useChanges(path: string, pace: Pace): Live<Changes> {
  const queryFn = ({ signal }: { readonly signal: AbortSignal }) => fetchJson(path, "changes", signal);
  return toLive(useQuery({ queryKey: toFactsKey(path), queryFn, ...toTiming(pace) }));
}

/** How a fact of the past went on is learnt with every reading; what was known then stays as it was. */
function toTiming(pace: Pace) {
  if (pace === "frozen") return { staleTime: Number.POSITIVE_INFINITY } as const;
  return { staleTime: 10 * secondMs, refetchInterval: 15 * secondMs } as const;
}
