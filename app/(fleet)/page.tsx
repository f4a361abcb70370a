import type { Metadata } from "next";
import { FleetView } from "#components/fleet/fleet-view.tsx";
import { loadFleet } from "#lib/server/load-fleet.ts";

export const metadata: Metadata = { title: "Fleet" };

export default async function FleetPage() {
  return <FleetView initial={await loadFleet()} />;
}
