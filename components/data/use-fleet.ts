"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchJson } from "#components/data/fetch-json.ts";
import { type Live, toLive } from "#components/data/live.ts";
import { toPollMs } from "#components/data/pace.ts";
import { toFleetKey } from "#components/data/query-keys.ts";
import { fleetPart } from "#components/stream/stream-parts.ts";
import { useStream } from "#components/stream/use-stream.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Fleet } from "#lib/report/schema.ts";

/** All groups: the server's first, then read again when the stream tells of a change. The past is read once. */
export function useFleet(at: string | undefined, initial: Fleet | undefined): Live<Fleet> {
  // What the server sent with the page is as old as the page when the reader comes back to it from the past.
  const [mountedAtMs] = useState(Date.now);
  const frozen = at !== undefined;
  const stream = useStream({
    part: frozen ? undefined : fleetPart,
    since: initial?.at,
    restMs: 2 * secondMs,
  });
  const path = frozen ? `/api/groups?at=${encodeURIComponent(at)}` : "/api/groups";
  const query = useQuery({
    queryKey: toFleetKey(at),
    queryFn: ({ signal }) => fetchJson(path, "fleet", signal),
    initialData: initial,
    initialDataUpdatedAt: mountedAtMs,
    placeholderData: keepPreviousData,
    staleTime: frozen ? Number.POSITIVE_INFINITY : 2 * secondMs,
    refetchInterval: ({ state }) =>
      !frozen && toPollMs({ stream, reading: toReading(state.data), aloneMs: 10 * secondMs }),
  });
  return toLive(query);
}

function toReading(fleet: Fleet | undefined): "first" | "again" {
  const waiting =
    fleet?.groups.some((row) => row.sources.some((source) => source.status === "waiting")) ?? false;
  const unlisted = fleet?.places.some((place) => place.readAt === null) ?? false;
  return waiting || unlisted ? "first" : "again";
}
