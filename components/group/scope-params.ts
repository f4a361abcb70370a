import type { View } from "#components/data/report-path.ts";
import { parseWindowPreset, toWindowStart } from "#components/data/report-path.ts";
import { parsePathPart, type Scope } from "#lib/domain/scope.ts";

export type ScopeParams = {
  readonly account: string;
  readonly region: string;
  readonly application: string;
  readonly group: string;
};

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Path segments arrive as they stand in the URL, so names with spaces and slashes are still encoded. */
export function parseScope(params: ScopeParams): Scope {
  return {
    account: decodePart(params.account),
    region: decodePart(params.region),
    application: decodePart(params.application),
    group: decodePart(params.group),
  };
}

/** A malformed escape is left as it is: it then names nothing, and the page says so. */
export function decodePart(text: string): string {
  try {
    return parsePathPart(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** What the query asks to look at. A name given twice counts once, the first. */
export function parseView(query: SearchParams): View {
  return { at: first(query.at), window: parseWindowPreset(first(query.window)) };
}

/** The same for the server's use-case, with the window as its start. */
export function toTimeQuery(view: View, nowMs: number): { readonly at?: string; readonly from?: string } {
  const end = view.at === undefined ? nowMs : Date.parse(view.at);
  const from = view.window === undefined || Number.isNaN(end) ? undefined : toWindowStart(view.window, end);
  return { ...(view.at === undefined ? {} : { at: view.at }), ...(from === undefined ? {} : { from }) };
}

function first(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === "string" ? value : value?.[0];
  return text === "" ? undefined : text;
}
