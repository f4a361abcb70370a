import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { type Instant, secondMs, toIso } from "#lib/domain/time.ts";
import { HistoryTrouble } from "#lib/history/history.ts";
import type { Fleet, GroupRow } from "#lib/report/schema.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { compareRows } from "#lib/report/to-row.ts";
import { buildRow } from "#lib/server/build-row.ts";
import type { Refusal } from "#lib/server/load-report.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import { parseTimeQuery } from "#lib/server/query.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

export type LoadedFleet =
  | { readonly ok: true; readonly fleet: Fleet }
  | { readonly ok: false; readonly status: number; readonly error: Refusal };

/** A first page may wait this long for the first readings; after that it shows what is there. */
const firstLookMs = 4 * secondMs;

/** All deployment groups of all places, worst first; with `at`, as they were known at that instant. */
export async function loadFleet(query: { readonly at?: string } = {}): Promise<LoadedFleet> {
  const loaded = await loadServices();
  if (!loaded.ok) {
    const { code, place, failure } = loaded;
    if (code === "history-not-available") return refuse(503, code, failure.message);
    const trouble = [{ ...place, failure: toFailureView(failure) }];
    const places = [{ ...place, groupsKnown: false, readAt: null, callsLastMinute: 0 }];
    return { ok: true, fleet: { ...toEmptyFleet(null), trouble, places } };
  }
  const { services } = loaded;
  const parsed = parseTimeQuery(query, services.clock());
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  try {
    const isPast = query.at !== undefined && query.at !== "";
    return {
      ok: true,
      fleet: isPast ? await buildPast(services, parsed.window.at) : await buildNow(services),
    };
  } catch (cause) {
    if (!(cause instanceof HistoryTrouble)) throw cause;
    return refuse(503, "history-not-available", cause.message);
  }
}

function refuse(status: number, code: string, message: string): LoadedFleet {
  return { ok: false, status, error: { code, message } };
}

/** A fleet of which nothing can be said. */
export function toEmptyFleet(historyTrouble: string | null): Fleet {
  const at = new Date().toISOString();
  return { at, mode: "now", historyTrouble, groups: [], trouble: [], places: [] };
}

async function buildNow(services: Services): Promise<Fleet> {
  await waitForFirstLook(services);
  const { clock } = services;
  const scopes = (await Promise.all(services.places().map(services.scopes))).flat();
  const groups = await mapInTurn(scopes, (scope) => loadRow(services, scope));
  return {
    ...(await buildAround(services, clock())),
    at: toIso(clock()),
    mode: "now",
    groups: sortRows(groups),
  };
}

/** A group as it stands: the same row for all who look. */
export async function loadRow({ rows, clock, history }: Services, scope: Scope): Promise<GroupRow> {
  return await rows.get(toScopeKey(scope), () => buildRow(history, scope, { at: clock(), asked: "now" }));
}

async function buildPast(services: Services, at: Instant): Promise<Fleet> {
  const { history } = services;
  const scopes = (await Promise.all(services.places().map((place) => listScopes(history, place, at)))).flat();
  const groups = await mapInTurn(scopes, (scope) => buildRow(history, scope, { at, asked: "past" }));
  return { ...(await buildAround(services, at)), at: toIso(at), mode: "recorded", groups: sortRows(groups) };
}

function sortRows(rows: readonly GroupRow[]): GroupRow[] {
  return [...rows].sort(compareRows);
}

async function buildAround(
  services: Services,
  at: Instant,
): Promise<Pick<Fleet, "historyTrouble" | "trouble" | "places">> {
  const places = services.places();
  const trouble = await Promise.all(places.map((place) => buildTrouble(services, place, at)));
  return {
    historyTrouble: services.historyTrouble() ?? null,
    trouble: [
      ...services
        .unreached()
        .flatMap(({ name, regions, failure }) =>
          regions.map((region) => ({ account: name, region, failure: toFailureView(failure) })),
        ),
      ...trouble.flat(),
    ],
    places: await Promise.all(places.map((place) => buildPlace(services, place, at))),
  };
}

async function waitForFirstLook(services: Services): Promise<void> {
  const { clock } = services;
  const giveUpAt = clock() + firstLookMs;
  const unread = await findUnread(services);
  if (unread.groups === 0 && unread.places.length === 0) return;
  // Only what nobody has read yet: a viewer who comes while the first readings are under way costs nothing more.
  await Promise.race([Promise.all(unread.places.map(services.readInventory)), sleep(firstLookMs)]);
  while (clock() < giveUpAt && (await findUnread(services)).groups > 0) await sleep(50);
}

async function findUnread(
  services: Services,
): Promise<{ readonly places: readonly Place[]; readonly groups: number }> {
  const read = new Set((await services.history.partStates()).map(({ part }) => part));
  const places = services.places();
  const scopes = (await Promise.all(places.map(services.scopes))).flat();
  return {
    places: places.filter((place) => !read.has(toPlaceKey(place))),
    groups: scopes.filter((scope) => !read.has(toScopeKey(scope))).length,
  };
}

async function buildTrouble({ history }: Services, place: Place, at: Instant): Promise<Fleet["trouble"]> {
  const { sources } = await history.asOf(toPlaceKey(place), at, at);
  const [failure] = sources.flatMap((state) => state.failures);
  return failure === undefined ? [] : [{ ...place, failure: toFailureView(failure) }];
}

async function buildPlace(
  { history, spent, isHeld }: Services,
  place: Place,
  at: Instant,
): Promise<Fleet["places"][number]> {
  const { sources } = await history.asOf(toPlaceKey(place), at, at);
  const readAt = sources.map((state) => state.readAt).find((time) => time !== undefined);
  const calls = spent()
    .filter((one) => toPlaceKey(one.place) === toPlaceKey(place))
    .reduce((sum, { lastMinute }) => sum + lastMinute, 0);
  return {
    ...place,
    groupsKnown: sources.length > 0 && sources.every((state) => state.status === "ok"),
    readAt: readAt === undefined ? null : toIso(readAt),
    callsLastMinute: isHeld(place) ? calls : null,
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
