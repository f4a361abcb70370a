import { afterEach } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import type { OpenedHistory } from "#lib/history/open-history.ts";
import { type HistoryPlace, openHistory } from "#lib/history/open-history.ts";

/** For tests: a database of its own that can be opened several times. */
export type TestStore = {
  readonly place: HistoryPlace;
  open(limits?: { readonly keepDays?: number; readonly maxMegabytes?: number }): Promise<OpenedHistory>;
  /** Closes what is open and opens again what is on disk. */
  reopen(): Promise<OpenedHistory>;
};

/** Makes an empty database. */
export type MakePlace = () => Promise<HistoryPlace>;

/** Must be called where tests are declared: what a test opened is closed when the test is over. */
export function defineStores(makePlace: MakePlace): () => Promise<TestStore> {
  const opened: OpenedHistory[] = [];
  const closeAll = async () => {
    for (const history of opened.splice(0)) await history.close();
  };
  afterEach(closeAll);
  return async () => {
    const place = await makePlace();
    const open: TestStore["open"] = async (limits = {}) => {
      const history = await openHistory({ ...place, ...limits, clock: () => toInstant(1) });
      opened.push(history);
      return history;
    };
    return {
      place,
      open,
      async reopen() {
        await closeAll();
        return open();
      },
    };
  };
}
