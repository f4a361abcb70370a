import type { Call } from "#lib/aws/operation.ts";
import { type Beat, isBusy } from "#lib/collector/cadence.ts";
import { type GroupWork, sourceWorkOf, toDueAt } from "#lib/collector/group-work.ts";
import type { PlaceSetup } from "#lib/collector/place-setup.ts";
import { toRecordedSource } from "#lib/collector/to-recorded-source.ts";
import { addTry } from "#lib/collector/tries.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import type { Entry } from "#lib/history/history.ts";
import { gather } from "#lib/sources/gather.ts";
import type { Source } from "#lib/sources/source.ts";

type GroupReading = {
  readonly work: GroupWork;
  readonly sources: readonly Source[];
  readonly call: Call;
  readonly beat: Beat;
};

/** Reads these sources of one deployment group, and records what they said. */
export async function readGroup(
  setup: PlaceSetup,
  { work, sources, call, beat }: GroupReading,
): Promise<void> {
  const { place, history, clock, onDefect } = setup;
  const part = toScopeKey(work.scope);
  const { facts: known, sources: states } = await history.known(part);
  const complete = new Map(
    states
      .filter(({ status, truncated }) => status === "ok" && !truncated)
      .map(({ id, readAt }) => [id, readAt]),
  );
  const readings = await gather({
    sources,
    place,
    scope: work.scope,
    call,
    clock,
    onDefect,
    known,
    lastReadAt: (sourceId) => complete.get(sourceId),
  });
  const entries = sources.flatMap((source): Entry[] => {
    const reading = readings.find((one) => one.source === source.id);
    const one = sourceWorkOf(work, source.id);
    one.readings += 1;
    one.tries = addTry(one.tries, reading?.failures);
    if (reading === undefined) return [];
    const nextAt = toDueAt(work, source, { now: clock(), beat });
    return [{ source: toRecordedSource(source, onDefect), reading, nextAt }];
  });
  const { changed } = await history.append(part, entries);
  setup.onTrouble(undefined);
  if (changed || work.busy === undefined) work.busy = isBusy((await history.known(part)).facts);
  setup.onRead(part, changed);
}
