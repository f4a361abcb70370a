import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import type { SeverityStrip } from "#lib/report/schema.ts";
import { buildRow } from "#lib/server/build-row.ts";
import { buildSeverityStrip } from "#lib/server/build-severity-strip.ts";
import { type Refused, refuse, refuseMissing, withServices } from "#lib/server/group-access.ts";
import { loadRow } from "#lib/server/load-fleet.ts";
import { parseTimeQuery } from "#lib/server/query.ts";
import type { Services } from "#lib/server/services.ts";

export type LoadedStrip = { readonly ok: true; readonly strip: SeverityStrip } | Refused;

export type StripQuery = { readonly at?: string; readonly hours?: string };

const longestHours = 24;

/** How bad a group was in the hours before an instant, half hour by half hour. */
export async function loadSeverityStrip(scope: Scope, query: StripQuery): Promise<LoadedStrip> {
  return await withServices<LoadedStrip>((services) => load(services, scope, query));
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
  const refused = await refuseMissing(services, scope);
  if (refused !== undefined) return refused;
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
