"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { fetchJson } from "#components/data/fetch-json.ts";
import { createFewAtOnce, type FewAtOnce } from "#components/fleet/few-at-once.ts";
import { usePast } from "#components/time/past-context.tsx";
import { type Scope, toScopeKey, toScopePath } from "#lib/domain/scope.ts";
import { minuteMs } from "#lib/domain/time.ts";
import type { SeverityStrip } from "#lib/report/schema.ts";

const mostAtOnce = 2;
const refreshMs = 5 * minuteMs;

export function createStripQueue(): FewAtOnce {
  return createFewAtOnce(mostAtOnce);
}

/** The queue in which the rows of one table wait: a thousand rows must not ask at once. */
export const StripQueue = createContext<FewAtOnce | undefined>(undefined);

/** The last day of a group, asked for when its row comes on screen; `trouble` where it could not be had. */
export function useStrip(scope: Scope): {
  readonly strip: SeverityStrip | undefined;
  readonly trouble: boolean;
} {
  const queue = useContext(StripQueue);
  const at = usePast();
  const { data, isError } = useQuery({
    queryKey: ["severity", toScopeKey(scope), at ?? ""],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ hours: "24", ...(at === undefined ? {} : { at }) });
      const load = () => fetchJson(`/api${toScopePath(scope)}/severity?${query}`, "severity", signal);
      return queue === undefined ? load() : queue(load, signal);
    },
    staleTime: at === undefined ? refreshMs : Number.POSITIVE_INFINITY,
    refetchInterval: at === undefined && refreshMs,
  });
  return { strip: data, trouble: isError };
}
