import type { Call } from "#lib/aws/operation.ts";
import { toInventoryCadenceMs } from "#lib/collector/cadence.ts";
import type { PlaceSetup } from "#lib/collector/place-setup.ts";
import { toRecordedSource } from "#lib/collector/to-recorded-source.ts";
import { addTry, noTries, toRetryMs } from "#lib/collector/tries.ts";
import { toPlaceKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { Entry } from "#lib/history/history.ts";
import { gather } from "#lib/sources/gather.ts";

export type Inventory = {
  isDue(): boolean;
  /** Reads it, or waits for the reading that is under way. */
  read(): Promise<void>;
  /** The reading under way, if there is one. */
  underWay(): Promise<void> | undefined;
};

/** Which applications and deployment groups an account and region have; the larger it is, the less often it is read. */
export function createInventory(
  setup: PlaceSetup,
  run: (task: () => Promise<void>) => Promise<void>,
): Inventory {
  const { place, history, clock, onDefect } = setup;
  const part = toPlaceKey(place);
  const sources = setup.sources.filter((source) => source.level === "place");
  let dueAt: Instant | undefined;
  let tries = noTries;
  let reading: Promise<void> | undefined;

  async function readPlace(): Promise<void> {
    const { call, calls } = countCalls(setup.callFor(place));
    const scope = { ...place, application: "", group: "" };
    const startedAt = clock();
    const before = tries;
    // Until it has come to its end.
    tries = addTry(before, undefined);
    dueAt = addMs(startedAt, toRetryMs(tries, minuteMs) ?? 0);
    const { facts: known } = await history.known(part);
    const readings = await gather({ sources, place, scope, call, clock, onDefect, known });
    const cadenceMs = toInventoryCadenceMs(calls());
    const ended = addTry(
      before,
      readings.flatMap(({ failures }) => failures),
    );
    const nextAt = addMs(startedAt, toRetryMs(ended, cadenceMs) ?? cadenceMs);
    const entries = readings.flatMap((one): Entry[] => {
      const source = sources.find(({ id }) => id === one.source);
      return source === undefined
        ? []
        : [{ source: toRecordedSource(source, onDefect), reading: one, nextAt }];
    });
    const { changed } = await history.append(part, entries);
    tries = ended;
    dueAt = nextAt;
    setup.onTrouble(undefined);
    setup.onRead(part, changed);
  }

  return {
    isDue: () => reading === undefined && (dueAt === undefined || clock() >= dueAt),
    read() {
      reading ??= run(readPlace).finally(() => {
        reading = undefined;
      });
      return reading;
    },
    underWay: () => reading,
  };
}

function countCalls(call: Call): { readonly call: Call; calls(): number } {
  let calls = 0;
  return {
    call: (operation, input) => {
      calls += 1;
      return call(operation, input);
    },
    calls: () => calls,
  };
}
