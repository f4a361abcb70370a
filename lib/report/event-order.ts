import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";

/**
 * The order of an in-place deployment behind a load balancer. Every other kind of run is a part of it in the same
 * order (CD:reference-appspec-file-structure-hooks). Start times cannot sort: an event not begun has none.
 */
const documentedOrder: readonly string[] = [
  "Start",
  "BeforeBlockTraffic",
  "BlockTraffic",
  "AfterBlockTraffic",
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
  "BeforeAllowTraffic",
  "AllowTraffic",
  "AfterAllowTraffic",
  "End",
];

/** The events in the documented order; events that AWS added since stay where AWS put them, after the one before them. */
export function sortEvents(events: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  let rank = -1;
  const ranked = events.map((event) => {
    const known = documentedOrder.indexOf(event.name);
    if (known >= 0) rank = known;
    return { event, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ event }) => event);
}
