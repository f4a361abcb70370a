"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "#components/data/fetch-json.ts";
import { type Live, toLive } from "#components/data/live.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Fleet } from "#lib/report/schema.ts";

/** All groups: the server's first, then read again every ten seconds while the tab is seen. */
export function useFleet(initial: Fleet): Live<Fleet> {
  const query = useQuery({
    queryKey: ["fleet"],
    queryFn: ({ signal }) => fetchJson("/api/groups", "fleet", signal),
    initialData: initial,
    staleTime: 2 * secondMs,
    refetchInterval: ({ state }) => toPaceMs(state.data),
  });
  return toLive(query);
}

/** While something has not been read even once, the next reading is worth asking for sooner. */
function toPaceMs(fleet: Fleet | undefined): number {
  const waiting =
    fleet?.groups.some((row) => row.sources.some((source) => source.status === "waiting")) ?? false;
  const unlisted = fleet?.places.some((place) => place.readAt === null) ?? false;
  return waiting || unlisted ? 2 * secondMs : 10 * secondMs;
}
