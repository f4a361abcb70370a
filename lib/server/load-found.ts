import "server-only";
import { minuteMs } from "#lib/domain/time.ts";
import { HistoryTrouble } from "#lib/history/history.ts";
import type { Entry } from "#lib/report/find-entries.ts";
import type { Found } from "#lib/report/schema.ts";
import { findEverywhere } from "#lib/server/find-everywhere.ts";
import { parseFindQuery } from "#lib/server/find-query.ts";
import type { Refusal } from "#lib/server/load-report.ts";
import { loadServices, type Services } from "#lib/server/services.ts";
import { createViewCache, type ViewCache } from "#lib/server/view-cache.ts";

export type LoadedFound =
  | { readonly ok: true; readonly found: Found }
  | { readonly ok: false; readonly status: number; readonly error: Refusal };

/** Groups, instances, deployments, Auto Scaling groups, target groups and rules that a text names. */
export async function loadFound(query: { readonly q?: string }): Promise<LoadedFound> {
  const parsed = parseFindQuery(query);
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  const loaded = await loadServices();
  if (!loaded.ok) return refuse(503, loaded.code, loaded.failure.message);
  const { services } = loaded;
  try {
    return {
      ok: true,
      found: await findEverywhere({ ...services, entries: entriesOf(services) }, parsed.q),
    };
  } catch (cause) {
    if (!(cause instanceof HistoryTrouble)) throw cause;
    return refuse(503, "history-not-available", cause.message);
  }
}

function refuse(status: number, code: string, message: string): LoadedFound {
  return { ok: false, status, error: { code, message } };
}

/** What can be found in each group, for as long as the services live that it was read with. */
const held = new WeakMap<Services, ViewCache<readonly Entry[] | undefined>>();

function entriesOf(services: Services): ViewCache<readonly Entry[] | undefined> {
  const known = held.get(services);
  if (known !== undefined) return known;
  const entries = createViewCache<readonly Entry[] | undefined>({
    keepMs: 10 * minuteMs,
    most: 20_000,
    nowMs: services.clock,
  });
  services.onRead(({ part }) => entries.drop(part));
  held.set(services, entries);
  return entries;
}
