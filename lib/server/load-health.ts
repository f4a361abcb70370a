import type { SourceState } from "#lib/domain/fact.ts";
import { toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { isSimulated } from "#lib/server/mode.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { loadServices } from "#lib/server/services.ts";

export type Health = {
  /** `starting`: nothing read yet · `degraded`: some source fails · `ok`. The process itself answers in every case. */
  readonly status: "ok" | "degraded" | "starting";
  readonly mode: "simulated" | "aws";
  readonly places: readonly { readonly account: string; readonly region: string; readonly groups: number }[];
  readonly sources: readonly SourceHealth[];
  readonly history: { readonly kind: "memory"; readonly since: string | null };
  readonly calls: unknown;
};

type SourceHealth = {
  readonly id: string;
  readonly status: SourceState["status"];
  readonly ok: number;
  readonly failed: number;
  readonly readAt: string | null;
  readonly failure: string | null;
};

/** How the process and its readings stand, over all groups. */
export async function loadHealth(): Promise<Health> {
  const mode = isSimulated() ? "simulated" : "aws";
  const loaded = await loadServices();
  if (!loaded.ok) {
    const { kind, operation, message } = loaded.failure;
    const connection: SourceHealth = {
      id: "connection",
      status: "failed",
      ok: 0,
      failed: 1,
      readAt: null,
      failure: `${kind}: ${operation}: ${message}`,
    };
    return {
      status: "degraded",
      mode,
      places: [],
      sources: [connection],
      history: { kind: "memory", since: null },
      calls: null,
    };
  }
  const { history, connection, clock } = loaded.services;
  const now = clock();
  const places = connection.places.map((place) => ({ place, scopes: listScopes(history, place, now) }));
  const parts = places.flatMap(({ place, scopes }) => [toPlaceKey(place), ...scopes.map(toScopeKey)]);
  const sources = sumSources(parts.flatMap((part) => [...history.asOf(part, now, now).sources]));
  const first = parts.flatMap((part) => history.firstReadAt(part) ?? []);
  const starting = first.length < parts.length;
  const degraded = sources.some((source) => source.status !== "ok");
  return {
    status: starting ? "starting" : degraded ? "degraded" : "ok",
    mode,
    places: places.map(({ place, scopes }) => ({ ...place, groups: scopes.length })),
    sources,
    history: {
      kind: "memory",
      since: first.length === 0 ? null : new Date(Math.min(...first)).toISOString(),
    },
    calls: connection.port.spent(),
  };
}

function sumSources(states: readonly SourceState[]): readonly SourceHealth[] {
  const ids = [...new Set(states.map((state) => state.id))].sort();
  return ids.map((id) => {
    const own = states.filter((state) => state.id === id);
    const failing = own.filter((state) => state.status !== "ok");
    const readAt = Math.max(0, ...own.flatMap((state) => state.readAt ?? []));
    const failure = failing[0]?.failures[0];
    return {
      id,
      status:
        failing.length === 0
          ? "ok"
          : failing.length < own.length
            ? "partial"
            : (failing[0]?.status ?? "failed"),
      ok: own.length - failing.length,
      failed: failing.length,
      readAt: readAt === 0 ? null : new Date(readAt).toISOString(),
      failure: failure === undefined ? null : `${failure.kind}: ${failure.operation}: ${failure.message}`,
    };
  });
}
