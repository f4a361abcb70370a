import { QueryClient, type QueryKey } from "@tanstack/react-query";
import { minuteMs } from "#lib/domain/time.ts";

/** How long an answer is kept that nobody looks at any more, by the beginning of its key. */
const keptMs: readonly (readonly [QueryKey, number])[] = [
  // A drag through the past leaves many reports behind.
  [["report"], minuteMs],
  [["severity"], 15 * minuteMs],
  [["facts"], minuteMs],
  [["found"], minuteMs],
];

/**
 * The browser's cache, or what stands for it while a page is drawn on the server. There nothing may be kept for a time:
 * a timer would hold the whole page in memory until it ends. The library keeps for ever what the server makes, that is,
 * until the page is drawn, unless a query says otherwise: so none does, and the times stand here.
 */
export function makeQueryClient(where: "browser" | "server"): QueryClient {
  const client = new QueryClient({
    // The next reading is seconds away, so a failed one is reported at once instead of being tried again in silence.
    defaultOptions: { queries: { retry: false, networkMode: "always" } },
  });
  if (where === "browser") for (const [key, gcTime] of keptMs) client.setQueryDefaults(key, { gcTime });
  return client;
}
