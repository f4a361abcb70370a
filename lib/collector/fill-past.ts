import type { PlaceSetup } from "#lib/collector/place-setup.ts";
import { isPassing } from "#lib/collector/tries.ts";
import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { addMs } from "#lib/domain/time.ts";
import { gather } from "#lib/sources/gather.ts";
import { buildPast, pastMs } from "#lib/sources/past.ts";

/**
 * Asks AWS what it still knows of a deployment group's weeks before the first reading, and records that, once and for
 * all. False where it has to be tried again.
 */
export function createPastFiller(setup: PlaceSetup): (scope: Scope) => Promise<boolean> {
  const { place, history, clock, onDefect } = setup;
  const sources = setup.sources.filter((source) => source.level === "group");
  const deep = sources.filter((source) => source.deep === true);
  return async (scope) => {
    const part = toScopeKey(scope);
    const now = clock();
    if ((await history.filledAt(part)) !== undefined) return true;
    const { facts: known } = await history.known(part);
    const readings = await gather({
      sources: deep,
      place,
      scope,
      call: setup.callFor(place),
      clock,
      onDefect,
      known,
      since: addMs(now, -pastMs),
    });
    if (readings.some(({ failures }) => failures.some(isPassing))) return false;
    const facts = [...known, ...readings.flatMap((reading) => reading.facts)];
    const { recordedFrom = now } = await history.bounds(part, now);
    await history.fill(part, buildPast(sources, facts, recordedFrom), now);
    setup.onRead(part, true);
    return true;
  };
}
