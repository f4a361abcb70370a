import { type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { HistoryTrouble } from "#lib/history/history.ts";
import type { SeverityStrip } from "#lib/report/schema.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { buildRow } from "#lib/server/build-row.ts";
import { buildSeverityStrip } from "#lib/server/build-severity-strip.ts";
import { loadRow } from "#lib/server/load-fleet.ts";
import type { Refusal } from "#lib/server/load-report.ts";
import { parseTimeQuery } from "#lib/server/query.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

export type LoadedStrip =
  | { readonly ok: true; readonly strip: SeverityStrip }
  | { readonly ok: false; readonly status: number; readonly error: Refusal };

export type StripQuery = { readonly at?: string; readonly hours?: string };

const longestHours = 24;

/** How bad a group was in the hours before an instant, half hour by half hour. */
export async function loadSeverityStrip(scope: Scope, query: StripQuery): Promise<LoadedStrip> {
  const loaded = await loadServices();
  if (!loaded.ok) return refuse(503, loaded.code, toFailureView(loaded.failure).message);
  try {
    return await load(loaded.services, scope, query);
  } catch (cause) {
    if (!(cause instanceof HistoryTrouble)) throw cause;
    return refuse(503, "history-not-available", cause.message);
  }
}

async function load(services: Services, scope: Scope, query: StripQuery): Promise<LoadedStrip> {
  const { clock, history, severities, strips } = services;
  const asked = query.at === undefined || query.at === "" ? "now" : "past";
  const now = clock();
  const parsed = parseTimeQuery(asked === "now" ? {} : { at: query.at ?? "" }, now);
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  const hours = query.hours === undefined || query.hours === "" ? longestHours : Number(query.hours);
  if (!Number.isInteger(hours) || hours < 1 || hours > longestHours)
    return refuse(400, "bad-query", `hours=${query.hours} must be a whole number from 1 to ${longestHours}`);
  if (!(await isKnown(services, scope)))
    return refuse(
      404,
      "unknown-group",
      `Nothing is known of a deployment group ${scope.group} of ${scope.application}.`,
    );
  const { at } = parsed.window;
  const part = toScopeKey(scope);
  const strip = await strips.get(`${part}/${asked === "now" ? "now" : at}/${hours}`, () =>
    buildSeverityStrip({
      history,
      memory: severities,
      scope,
      at,
      now,
      hours,
      // As of now, the strip ends with what the fleet's row says.
      judge: async (instant) =>
        (asked === "now" && instant === at
          ? await loadRow(services, scope)
          : await buildRow(history, scope, { at: instant, asked: "past" })
        ).severity,
    }),
  );
  return { ok: true, strip };
}

async function isKnown({ places, scopes, history, clock }: Services, scope: Scope): Promise<boolean> {
  if (!places().some((place) => toPlaceKey(place) === toPlaceKey(scope))) return false;
  const part = toScopeKey(scope);
  const listed = await scopes(scope);
  if (listed.some((known) => toScopeKey(known) === part)) return true;
  return (await history.bounds(part, clock())).recordedFrom !== undefined;
}

function refuse(status: number, code: string, message: string): LoadedStrip {
  return { ok: false, status, error: { code, message } };
}
