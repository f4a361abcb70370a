"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchJson } from "#components/data/fetch-json.ts";
import { type Live, toLive } from "#components/data/live.ts";
import { toReportPath, type View } from "#components/data/report-path.ts";
import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";

/** The report of a group: the server's first, then read again every five seconds while the tab is seen. */
export function useReport(scope: Scope, view: View, initial: Report | undefined): Live<Report> {
  const frozen = view.at !== undefined;
  const query = useQuery({
    queryKey: ["report", toScopeKey(scope), view.at ?? "", view.window ?? ""],
    queryFn: ({ signal }) => fetchJson(toReportPath(scope, view, Date.now()), "report", signal),
    initialData: initial,
    placeholderData: keepPreviousData,
    staleTime: frozen ? Number.POSITIVE_INFINITY : 2 * secondMs,
    refetchInterval: ({ state }) => (frozen ? false : toPaceMs(state.data)),
  });
  return toLive(query);
}

/** While something has not been read even once, the next reading is worth asking for sooner. */
function toPaceMs(report: Report | undefined): number {
  const waiting = report?.sources.some((source) => source.status === "waiting") ?? false;
  return waiting ? 2 * secondMs : 5 * secondMs;
}
