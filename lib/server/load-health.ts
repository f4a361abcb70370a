import type { SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { toIso } from "#lib/domain/time.ts";
import { isHistoryTrouble, type Storage } from "#lib/history/history.ts";
import { isSimulated } from "#lib/server/mode.ts";
import { toPublicText } from "#lib/server/public-text.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

export type Health = {
  /** `starting`: nothing read yet · `degraded`: some source or the history fails · `ok`. The process itself answers in every case. */
  readonly status: "ok" | "degraded" | "starting";
  readonly mode: "simulated" | "aws";
  readonly places: readonly {
    readonly account: string;
    readonly region: string;
    readonly groups: number;
    /** Whether this process reads it; if not, another one does. */
    readonly readHere: boolean;
  }[];
  readonly sources: readonly SourceHealth[];
  readonly history: {
    readonly kind: Storage["kind"] | "none";
    readonly since: string | null;
    readonly bytes: number | null;
    readonly trouble: string | null;
  };
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

const nothingKept = { since: null, bytes: null } as const;

/** How the process and its readings stand, over all groups. */
export async function loadHealth(): Promise<Health> {
  const mode = isSimulated() ? "simulated" : "aws";
  const loaded = await loadServices();
  if (!loaded.ok) {
    const { message } = loaded.failure;
    const isHistory = loaded.code === "history-not-available";
    return {
      status: "degraded",
      mode,
      places: [],
      sources: isHistory ? [] : [toFailedEntry("connection", loaded.failure)],
      history: { kind: "none", ...nothingKept, trouble: isHistory ? message : null },
      calls: null,
    };
  }
  const { services } = loaded;
  try {
    return await readHealth(services, mode);
  } catch (cause) {
    if (!isHistoryTrouble(cause)) throw cause;
    const history = { kind: "none", ...nothingKept, trouble: toPublicText(cause.message) } as const;
    return { status: "degraded", mode, places: [], sources: [], history, calls: services.spent() };
  }
}

async function readHealth(services: Services, mode: Health["mode"]): Promise<Health> {
  const { history, spent, isHeld, historyTrouble } = services;
  const places = await Promise.all(
    services.places().map(async (place) => ({ place, scopes: await services.scopes(place) })),
  );
  const parts = new Set(
    places.flatMap(({ place, scopes }) => [toPlaceKey(place), ...scopes.map(toScopeKey)]),
  );
  const read = (await history.partStates()).filter(({ part }) => parts.has(part));
  const defect = services.defect();
  const sources = [
    ...(defect === undefined ? [] : [toFailedEntry(defect.operation, defect)]),
    ...sumSources(read.flatMap(({ states }) => states)),
  ];
  // Not where: paths and hosts are nobody's business but the operator's.
  const { kind, since, bytes } = await history.storage();
  const trouble = historyTrouble();
  const degraded = trouble !== undefined || sources.some((source) => source.status !== "ok");
  return {
    status: read.length < parts.size ? "starting" : degraded ? "degraded" : "ok",
    mode,
    places: places.map(({ place, scopes }) => ({ ...place, groups: scopes.length, readHere: isHeld(place) })),
    sources,
    history: { kind, bytes, since: since === undefined ? null : toIso(since), trouble: trouble ?? null },
    calls: spent(),
  };
}

/** What is no source, and fails. */
function toFailedEntry(id: string, failure: Failure): SourceHealth {
  return { id, status: "failed", ok: 0, failed: 1, readAt: null, failure: toText(failure) };
}

function toText({ kind, operation, message }: Failure): string {
  return `${kind}: ${operation}: ${message}`;
}

function sumSources(states: readonly SourceState[]): readonly SourceHealth[] {
  const ids = [...new Set(states.map((state) => state.id))].sort();
  return ids.map((id) => {
    const own = states.filter((state) => state.id === id);
    const failing = own.filter((state) => state.status !== "ok");
    const readAt = own.reduce((newest, state) => Math.max(newest, state.readAt ?? 0), 0);
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
      failure: failure === undefined ? null : toText(failure),
    };
  });
}
