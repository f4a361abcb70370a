import { hourMs, type Instant, parseInstant, toIso } from "#lib/domain/time.ts";

export type TimeQuery = { readonly at?: string; readonly from?: string; readonly to?: string };

/** Without `from`, the report decides where its timeline begins. */
export type TimeWindow = { readonly at: Instant; readonly from?: Instant; readonly to: Instant };

export type ParsedQuery =
  | { readonly ok: true; readonly window: TimeWindow }
  | { readonly ok: false; readonly message: string };

/** As far back as activities are read and history is kept. */
export const longestWindowMs = 6 * hourMs;

/** `at`, `from` and `to` of a URL: ISO 8601, in order, at most six hours, not in the future. */
export function parseTimeQuery(query: TimeQuery, now: Instant): ParsedQuery {
  const parsed: Partial<Record<keyof TimeQuery, Instant>> = {};
  for (const name of ["at", "from", "to"] as const) {
    const text = query[name];
    if (text === undefined || text === "") continue;
    const moment = parseMoment(name, text, now);
    if (!moment.ok) return moment;
    parsed[name] = moment.instant;
  }
  const at = parsed.at ?? now;
  if (at > now) return refuse(`at=${query.at} lies in the future: it is ${toIso(now)} now`);
  const to = parsed.to ?? at;
  const { from } = parsed;
  if (from === undefined) return { ok: true, window: { at, to } };
  if (from >= to) return refuse(`from=${toIso(from)} must lie before to=${toIso(to)}`);
  if (to - from > longestWindowMs)
    return refuse(`from=${toIso(from)} to=${toIso(to)} is longer than 6 hours, the longest window`);
  return { ok: true, window: { at, from, to } };
}

type ParsedMoment =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly message: string };

/** One time of a URL, whenever it is: ISO 8601 with a zone. */
function parseMoment(name: string, text: string, now: Instant): ParsedMoment {
  const instant = parseInstant(text);
  if (instant !== undefined && /^\d{4}-\d\d-\d\dT/.test(text)) return { ok: true, instant };
  return refuse(`${name}=${text} is no time: write ISO 8601 with a zone, e.g. ${toIso(now)}`);
}

/** One time of a URL that has been: now, where it is left out. */
export function parsePastMoment(name: string, text: string | undefined, now: Instant): ParsedMoment {
  if (text === undefined || text === "") return { ok: true, instant: now };
  const moment = parseMoment(name, text, now);
  if (!moment.ok || moment.instant <= now) return moment;
  return refuse(`${name}=${text} lies in the future: it is ${toIso(now)} now`);
}

function refuse(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
