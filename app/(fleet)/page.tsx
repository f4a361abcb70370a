import type { Metadata } from "next";
import { FleetView } from "#components/fleet/fleet-view.tsx";
import { parseView, type SearchParams } from "#components/group/scope-params.ts";
import { loadFleet } from "#lib/server/load-fleet.ts";

export const metadata: Metadata = { title: "Fleet" };

type FleetPageProps = { readonly searchParams: Promise<SearchParams> };

export default async function FleetPage({ searchParams }: FleetPageProps) {
  const query = await searchParams;
  const { at } = parseView(query);
  const loaded = await loadFleet({ at: query.at });
  const initial = loaded.ok ? ({ ok: true, fleet: loaded.body } as const) : loaded;
  return <FleetView initial={initial} initialAt={at} servedAt={new Date().toISOString()} />;
}
