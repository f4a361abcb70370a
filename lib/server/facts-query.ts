import { type Instant, toIso } from "#lib/domain/time.ts";
import type { FactsInput } from "#lib/server/build-facts.ts";
import { groupSources } from "#lib/server/group-sources.ts";
import { parsePastMoment } from "#lib/server/query.ts";

export type FactsQuery = {
  readonly at?: string;
  readonly known?: string;
  readonly instance?: string;
  readonly source?: string;
};
export type ChangesQuery = { readonly from?: string; readonly to?: string };

type Parsed<Asked> =
  | { readonly ok: true; readonly asked: Asked }
  | { readonly ok: false; readonly message: string };

/** `at` is now where it is left out, and so is `known`: what was learnt by then. */
export function parseFactsQuery(
  query: FactsQuery,
  now: Instant,
): Parsed<Pick<FactsInput, "at" | "known" | "instanceId" | "source">> {
  const { instance = "", source = "" } = query;
  const at = parsePastMoment("at", query.at, now);
  if (!at.ok) return at;
  const known = parsePastMoment("known", query.known, now);
  if (!known.ok) return known;
  if (known.instant < at.instant) {
    return refuse(`known=${toIso(known.instant)} must not lie before at=${toIso(at.instant)}`);
  }
  if (!/^[\w.:/-]{1,200}$/.test(instance)) {
    return refuse(`instance=${instance.slice(0, 50)} is no id: write one like i-0a11f3b2c4d5e6f70`);
  }
  const asked = { at: at.instant, known: known.instant, instanceId: instance };
  if (source === "") return { ok: true, asked };
  if (groupSources.some(({ id }) => id === source)) return { ok: true, asked: { ...asked, source } };
  const allowed = groupSources.map(({ id }) => id).join(", ");
  return refuse(`source=${source.slice(0, 50)} is not known: choose one of ${allowed}`);
}

/** `to` is now where it is left out. */
export function parseChangesQuery(
  query: ChangesQuery,
  now: Instant,
): Parsed<{ readonly from: Instant; readonly to: Instant }> {
  if (query.from === undefined || query.from === "") {
    return refuse(`from is missing: write ISO 8601 with a zone, e.g. ${toIso(now)}`);
  }
  const from = parsePastMoment("from", query.from, now);
  if (!from.ok) return from;
  const to = parsePastMoment("to", query.to, now);
  if (!to.ok) return to;
  if (from.instant >= to.instant) {
    return refuse(`from=${toIso(from.instant)} must lie before to=${toIso(to.instant)}`);
  }
  return { ok: true, asked: { from: from.instant, to: to.instant } };
}

function refuse(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
