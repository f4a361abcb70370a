import type { Reading, Revision, SourceState } from "#lib/domain/fact.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import { foldReading, noRevisions, type SourceRevisions } from "#lib/history/revisions.ts";

/** What the history held at an instant: revisions that then were true as far as read, and how each source stood. */
export type Recorded = {
  readonly revisions: readonly Revision[];
  /** Everything that was true at some time of the window, for drawing. */
  readonly window: readonly Revision[];
  readonly sources: readonly SourceState[];
};

export type History = {
  /** Keeps what a reading said about a part (a deployment group, or a whole account and region). */
  append(part: string, reading: Reading, state: Pick<SourceState, "title" | "pace" | "operations">): void;
  asOf(part: string, at: Instant, from: Instant): Recorded;
  /** When the part was first read; undefined if it never was. */
  firstReadAt(part: string): Instant | undefined;
};

/** Long enough for the widest window a page can ask for. */
const keepMs = 7 * hourMs;

type SourceRecord = {
  revisions: SourceRevisions;
  states: SourceState[];
  previousReadAt?: Instant;
};

/** History in this process's memory: gone with it. */
export function createMemoryHistory(): History {
  const parts = new Map<string, Map<string, SourceRecord>>();

  function recordOf(part: string, source: string): SourceRecord {
    const sources = parts.get(part) ?? new Map<string, SourceRecord>();
    parts.set(part, sources);
    const record = sources.get(source) ?? { revisions: noRevisions, states: [] };
    sources.set(source, record);
    return record;
  }

  return {
    append(part, reading, { title, pace, operations }) {
      const record = recordOf(part, reading.source);
      const last = record.states.at(-1);
      record.revisions = dropOld(
        foldReading(record.revisions, reading, record.previousReadAt),
        reading.readAt,
      );
      const status = toStatus(reading);
      const readAt = status === "failed" ? last?.readAt : reading.readAt;
      if (status !== "failed") record.previousReadAt = reading.readAt;
      record.states.push({
        id: reading.source,
        title,
        pace,
        status,
        ...(readAt === undefined ? {} : { readAt }),
        triedAt: reading.readAt,
        failures: reading.failures,
        droppedRows: reading.dropped.length,
        truncated: reading.truncated,
        operations,
      });
      const oldest = addMs(reading.readAt, -keepMs);
      while ((record.states[1]?.triedAt ?? oldest) < oldest) record.states.shift();
    },

    asOf(part, at, from) {
      const records = [...(parts.get(part)?.values() ?? [])];
      const all = records.flatMap((record) => [
        ...record.revisions.closed,
        ...record.revisions.open.values(),
      ]);
      const known = all.filter((revision) => revision.since <= at);
      return {
        revisions: known
          .filter((revision) => revision.until === undefined || revision.until > at)
          .map(asSeenAt(at)),
        window: known
          .filter((revision) => revision.until === undefined || revision.until > from)
          .map(asSeenAt(at)),
        sources: records.flatMap(
          (record) =>
            record.states.findLast((state) => state.triedAt !== undefined && state.triedAt <= at) ?? [],
        ),
      };
    },

    firstReadAt(part) {
      const times = [...(parts.get(part)?.values() ?? [])].flatMap(
        (record) => record.states[0]?.triedAt ?? [],
      );
      return times.sort((left, right) => left - right)[0];
    },
  };
}

/** Hides from a revision what was only learnt after the instant. */
function asSeenAt(at: Instant): (revision: Revision) => Revision {
  return (revision) => {
    if (revision.lastSeen <= at && (revision.until === undefined || revision.until <= at)) return revision;
    const { until, ...rest } = revision;
    const lastSeen = revision.lastSeen <= at ? revision.lastSeen : at;
    return until === undefined || until > at ? { ...rest, lastSeen } : { ...rest, until, lastSeen };
  };
}

function dropOld(revisions: SourceRevisions, now: Instant): SourceRevisions {
  const oldest = addMs(now, -keepMs);
  const kept = revisions.closed.filter((revision) => (revision.until ?? now) >= oldest);
  return kept.length === revisions.closed.length ? revisions : { open: revisions.open, closed: kept };
}

function toStatus(reading: Reading): SourceState["status"] {
  if (reading.failures.length === 0) return "ok";
  return reading.facts.length === 0 ? "failed" : "partial";
}
