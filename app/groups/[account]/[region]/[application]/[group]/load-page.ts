import { notFound } from "next/navigation";
import type { View } from "#components/data/report-path.ts";
import type { InitialReport } from "#components/group/report-frame.tsx";
import {
  parseScope,
  parseView,
  type ScopeParams,
  type SearchParams,
  toTimeQuery,
} from "#components/group/scope-params.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { loadReport } from "#lib/server/load-report.ts";

export type GroupPageProps<Params extends ScopeParams = ScopeParams> = {
  readonly params: Promise<Params>;
  readonly searchParams: Promise<SearchParams>;
};

export type LoadedPage = {
  readonly scope: Scope;
  readonly initialView: View;
  readonly initial: InitialReport;
  /** The server's clock: the reader's own may be wrong. */
  readonly servedAt: string;
};

/** What every page of a group needs. A group that AWS does not list is a 404; any other refusal is shown with its reason. */
export async function loadGroupPage(
  params: Promise<ScopeParams>,
  searchParams: Promise<SearchParams>,
): Promise<LoadedPage> {
  const scope = parseScope(await params);
  const query = await searchParams;
  const initialView = parseView(query);
  // A name that stands there twice is refused, as by the route.
  const loaded = await loadReport({ ...toTimeQuery(initialView, Date.now()), at: query.at, ...scope });
  if (!loaded.ok && loaded.error.code === "unknown-group") notFound();
  const servedAt = new Date().toISOString();
  if (!loaded.ok) return { scope, initialView, servedAt, initial: { ok: false, error: loaded.error } };
  return { scope, initialView, servedAt, initial: { ok: true, report: loaded.body } };
}
