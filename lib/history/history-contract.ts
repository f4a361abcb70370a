import type { MakePlace } from "#lib/history/contract.ts";
import { describeKeeping } from "#lib/history/contract-keeping.ts";
import { describeOverview } from "#lib/history/contract-overview.ts";
import { describePast } from "#lib/history/contract-past.ts";
import { describeReadings } from "#lib/history/contract-readings.ts";
import { describeReplay } from "#lib/history/contract-replay.ts";
import { describeStanding } from "#lib/history/contract-standing.ts";

/** What every store must do, whatever database it uses. `makePlace` gives an empty one each time. */
export function describeHistory(makePlace: MakePlace): void {
  describeReadings(makePlace);
  describeStanding(makePlace);
  describeOverview(makePlace);
  describePast(makePlace);
  describeKeeping(makePlace);
  describeReplay(makePlace);
}
