import { type Scope, toScopePath } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

/** What is shown, as far as it bears on what may be asked. */
type Shown = Pick<Report, "at" | "past">;

export type FactsAsked = {
  readonly at: number;
  readonly instanceId: string;
  readonly source: string | undefined;
};

export function toFactsPath(scope: Scope, shown: Shown, { at, instanceId, source }: FactsAsked): string {
  const query = new URLSearchParams({ instance: instanceId });
  const moment = toAskedMoment(shown, at);
  if (moment !== undefined) query.set("at", moment);
  // A reader of the past is told nothing that was learnt later.
  if (shown.past.mode !== "now") query.set("known", shown.at);
  if (source !== undefined) query.set("source", source);
  return `/api${toScopePath(scope)}/facts?${query}`;
}

export function toChangesPath(scope: Scope, shown: Shown, moments: readonly [number, number]): string {
  const [first, last] = toOrdered(moments);
  const query = new URLSearchParams({ from: new Date(first).toISOString() });
  const to = toAskedMoment(shown, last);
  if (to !== undefined) query.set("to", to);
  return `/api${toScopePath(scope)}/changes?${query}`;
}

export function toOrdered([a, b]: readonly [number, number]): readonly [number, number] {
  return a <= b ? [a, b] : [b, a];
}

/** What lies ahead cannot have been read: the end of what is shown stands for it; undefined where that is now. */
function toAskedMoment({ at, past }: Shown, moment: number): string | undefined {
  if (moment < Date.parse(at)) return new Date(moment).toISOString();
  return past.mode === "now" ? undefined : at;
}
