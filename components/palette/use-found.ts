"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "#components/data/fetch-json.ts";
import { toLive } from "#components/data/live.ts";
import { toFleetKey } from "#components/data/query-keys.ts";
import { minuteMs, secondMs } from "#lib/domain/time.ts";
import type { Fleet, Found, GroupRow } from "#lib/report/schema.ts";

/** Who types on asks for something else: the server hears only of what was left standing for so long. */
const pauseMs = 100;

export type FoundState = {
  readonly found: Found | undefined;
  /** Whether `found` answers what was asked for, or still what was asked before. */
  readonly state: "asked-for" | "before";
  readonly trouble: string | undefined;
};

/** What the server finds; for no text at all there is nothing to ask. */
export function useFound(q: string): FoundState {
  const query = useQuery({
    queryKey: ["found", q],
    async queryFn({ signal }) {
      await pause(signal);
      return await fetchJson(`/api/find?q=${encodeURIComponent(q)}`, "found", signal);
    },
    enabled: q !== "",
    placeholderData: keepPreviousData,
    staleTime: 5 * secondMs,
  });
  const { data, trouble } = toLive(query);
  const answered = q === "" || trouble !== undefined || (query.isSuccess && !query.isPlaceholderData);
  return { found: data, state: answered ? "asked-for" : "before", trouble };
}

/**
 * The groups, worst first; none until they are read, here or for the fleet. Kept apart from the fleet's: its page may
 * still be waking, and must find what it was served with.
 */
export function useKnownGroups(): readonly GroupRow[] {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["known-groups"],
    placeholderData: () => client.getQueryData<Fleet>(toFleetKey(undefined)),
    queryFn: ({ signal }) => fetchJson("/api/groups", "fleet", signal),
    staleTime: minuteMs,
  });
  return data?.groups ?? [];
}

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
