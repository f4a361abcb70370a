import type { Call } from "#lib/aws/operation.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { History, HistoryTrouble } from "#lib/history/history.ts";
import type { OnDefect } from "#lib/sources/defect.ts";
import type { Source } from "#lib/sources/source.ts";

export type PlaceSetup = {
  readonly place: Place;
  readonly sources: readonly Source[];
  readonly callFor: (place: Place) => Call;
  readonly history: History;
  readonly clock: () => Instant;
  /** How long an ask waits for others to go with it, at most. */
  readonly patienceMs?: number;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Which deployment groups the place has, from its history. */
  readonly listScopes: (place: Place) => Promise<readonly Scope[]>;
  readonly onRead: (part: string, changed: boolean) => void;
  /** The history could not be written or read; undefined when it could again. */
  readonly onTrouble: (trouble: HistoryTrouble | undefined) => void;
  /** A bug of ours, in a source or, with the id "collector", around them. Reading goes on. */
  readonly onDefect: OnDefect;
};
