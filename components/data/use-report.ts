"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchJson } from "#components/data/fetch-json.ts";
import { type Live, toLive } from "#components/data/live.ts";
import { toPollMs } from "#components/data/pace.ts";
import { toReportKey } from "#components/data/query-keys.ts";
import { toReportPath, type View } from "#components/data/report-path.ts";
import { useStream } from "#components/stream/use-stream.ts";
import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";

/** The report of a group: the server's first, then read again whenever the stream tells of a reading. The past is read once. */
export function useReport(scope: Scope, view: View, initial: Report | undefined): Live<Report> {
  // What the server sent with the page is as old as the page when the reader comes back to it from the past.
  const [mountedAtMs] = useState(Date.now);
  const frozen = view.at !== undefined;
  const stream = useStream({
    part: frozen ? undefined : toScopeKey(scope),
    since: initial?.at,
    restMs: secondMs,
  });
  const query = useQuery({
    queryKey: toReportKey(scope, view),
    queryFn: ({ signal }) => fetchJson(toReportPath(scope, view, Date.now()), "report", signal),
    initialData: initial,
    initialDataUpdatedAt: mountedAtMs,
    placeholderData: keepPreviousData,
    staleTime: frozen ? Number.POSITIVE_INFINITY : 2 * secondMs,
    refetchInterval: ({ state }) =>
      !frozen && toPollMs({ stream, reading: toReading(state.data), aloneMs: 5 * secondMs }),
  });
  return toLive(query);
}

function toReading(report: Report | undefined): "first" | "again" {
  return report?.sources.some((source) => source.status === "waiting") === true ? "first" : "again";
}
