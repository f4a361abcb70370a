import { isSimulated } from "#lib/server/mode.ts";
import { loadServices } from "#lib/server/services.ts";

export type Installation = {
  readonly mode: "simulated" | "aws";
  readonly places: readonly { readonly account: string; readonly region: string }[];
};

/** What this process reads: the simulated account, or real ones. */
export async function loadInstallation(): Promise<Installation> {
  const mode = isSimulated() ? "simulated" : "aws";
  const loaded = await loadServices();
  return { mode, places: loaded.ok ? loaded.services.places() : [] };
}
