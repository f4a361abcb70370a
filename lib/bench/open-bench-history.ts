import { toInstant } from "#lib/domain/time.ts";
import { type OpenedHistory, openHistory, type StoreAddress } from "#lib/history/open-history.ts";

/** Keeps everything: deleting what is old is not what is measured. */
export async function openBenchHistory(place: StoreAddress): Promise<OpenedHistory> {
  return await openHistory({
    ...place,
    keepDays: 3_650,
    maxMegabytes: 1_000_000,
    clock: () => toInstant(Date.now()),
  });
}
