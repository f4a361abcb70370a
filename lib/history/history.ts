import type { BlindSpot, Fact, Pace, Reading, Revision, SourceState } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";

/** What the history must know about a source to record its readings. */
export type RecordedSource = {
  readonly id: string;
  readonly title: string;
  readonly pace: Pace;
  readonly operations: readonly string[];
  /** By kind: members of the value that make no revision when they alone change. */
  readonly volatile?: Readonly<Record<string, readonly string[]>>;
  /** Why the reading is too strange to be believed at once; undefined where it is not. */
  suspect?(known: readonly Fact[], reading: Reading): string | undefined;
};

/** One reading to be kept, and when its source is expected to be read again. */
export type Entry = {
  readonly source: RecordedSource;
  readonly reading: Reading;
  readonly nextAt?: Instant;
};

/** What the history held at an instant. */
export type Recorded = {
  /** What then was true as far as read. */
  readonly revisions: readonly Revision[];
  /** Everything that was true at some time of the window, for drawing. */
  readonly window: readonly Revision[];
  /** How each source then stood. */
  readonly sources: readonly SourceState[];
  readonly blindSpots: readonly BlindSpot[];
};

/** Where a part's past begins and ends, seen from an instant. */
export type Bounds = {
  /** The first reading. */
  readonly recordedFrom?: Instant;
  /** The earliest instant about which AWS's own timestamps said anything, where that is before the first reading. */
  readonly filledFrom?: Instant;
  readonly previousChange?: Instant;
  readonly nextChange?: Instant;
};

export type PartState = { readonly part: string; readonly states: readonly SourceState[] };

/** How the store itself stands. */
export type Storage = {
  readonly kind: "memory" | "sqlite" | "postgresql";
  /** The file or the server, without secrets. */
  readonly where: string;
  readonly since?: Instant;
  readonly bytes: number;
};

/**
 * What AWS said about each part (a deployment group, or a whole account and region), from when to when.
 * Rejects with HistoryTrouble where the store cannot be read or written; whatever was appended before stands.
 */
export type History = {
  /**
   * Keeps what the readings said, all or nothing; resolves when it is on disk. `changed`: something new was said.
   * A reading from before the last one of its source is left out, unless the clock went back: `storage` says so then.
   */
  append(part: string, entries: readonly Entry[]): Promise<{ readonly changed: boolean }>;
  /** Keeps what AWS's own timestamps tell about the time before the first reading: revisions that end there. */
  fill(part: string, revisions: readonly Revision[], filledAt: Instant): Promise<void>;
  /** When the past was filled in; undefined if it never was. */
  filledAt(part: string): Promise<Instant | undefined>;
  /** What the last readings left, and how the sources stand. */
  current(part: string): Promise<Pick<Recorded, "revisions" | "sources">>;
  /** The same as facts, which costs nothing: what the next reading starts from. */
  known(part: string): Promise<{ readonly facts: readonly Fact[]; readonly sources: readonly SourceState[] }>;
  /** `from` at or before `at`. With both the same, the window is what holds at that instant. */
  asOf(part: string, at: Instant, from: Instant): Promise<Recorded>;
  /** The same of every part, with no window: much cheaper than asking for each. */
  allAsOf(at: Instant): Promise<ReadonlyMap<string, Recorded>>;
  bounds(part: string, at: Instant): Promise<Bounds>;
  /** Parts in which something changed after the instant, with the time of the last change. */
  changedSince(since: Instant): Promise<readonly { readonly part: string; readonly at: Instant }[]>;
  /** How the sources of every part stand now. */
  partStates(): Promise<readonly PartState[]>;
  storage(): Promise<Storage>;
  /** What is not as it should be although it can be read and written: the clock went back, say. */
  warning(): string | undefined;
  /** Drops what is held in memory: another process may have written. */
  forget(): void;
  close(): Promise<void>;
};

const troubleCode = "GHOSTLINE_HISTORY_TROUBLE";

/**
 * The store failed: the disk is full, the database is away, another process holds it. Ask `isHistoryTrouble`, never
 * `instanceof`: a bundler may give one process several copies of this class.
 */
export class HistoryTrouble extends Error {
  override readonly name = "HistoryTrouble";
  readonly code = troubleCode;
}

export function isHistoryTrouble(value: unknown): value is HistoryTrouble {
  return value instanceof Error && "code" in value && value.code === troubleCode;
}
