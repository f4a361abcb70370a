import type { Insertable } from "kysely";
import { makeRevisions, storeShape, toBenchPart, toBenchStart } from "#lib/bench/make-revisions.ts";
import { chains } from "#lib/bench/revision-chains.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { toKey } from "#lib/history/revisions.ts";
import { toRevisionRow, toRunRow } from "#lib/history/rows.ts";
import type { Run } from "#lib/history/runs.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

/** Writes rows straight into a table, many at a time. */
export type Insert = <Name extends keyof Tables>(
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
) => Promise<void>;

const rowsAtOnce = 5_000;
/** How often each source failed for an hour in the recorded time: once in a fortnight. */
const failures = 6;

const failure: Failure = {
  kind: "throttled",
  operation: "autoscaling:DescribeAutoScalingGroups",
  code: "Throttling",
  message: "Rate exceeded",
};

/** Fills empty tables with made revisions as appending them would, only faster. Gives back how many they were. */
export async function loadStore(insert: Insert, revisions: number, end: Instant): Promise<number> {
  await loadParts(insert, end);
  const sourceNumbers = new Map(chains.map(({ source }, index) => [source, index + 1]));
  const entities = new Map<string, number>();
  const rows = createBuffers(insert);
  let count = 0;
  let entityCount = 0;
  for (const { part, revision, isLast } of makeRevisions(revisions, end)) {
    const key = toKey(revision);
    const entityId = entities.get(key) ?? ++entityCount;
    if (isLast) {
      entities.delete(key);
      await rows.add("entity", {
        id: entityId,
        source_id: part * chains.length + (sourceNumbers.get(revision.source) ?? 0),
        kind: revision.kind,
        name: revision.entity,
        first_seen: revision.firstSeen,
        last_until: revision.until ?? stillOpen,
      });
      if (revision.until !== undefined) await rows.add("change", { part_id: part + 1, at: revision.until });
    } else entities.set(key, entityId);
    await rows.add("revision", toRevisionRow(revision, entityId));
    await rows.add("change", { part_id: part + 1, at: revision.since });
    count += 1;
  }
  await rows.flush();
  return count;
}

async function loadParts(insert: Insert, end: Instant): Promise<void> {
  const start = toBenchStart(end);
  const rows = createBuffers(insert);
  for (let part = 0; part < storeShape.parts; part++) {
    await rows.add("part", {
      id: part + 1,
      key: toBenchPart(part),
      version: 1,
      filled_at: start,
      filled_from: start,
    });
    for (const [index, { source, operation }] of chains.entries()) {
      const id = part * chains.length + index + 1;
      await rows.add("source", {
        id,
        part_id: part + 1,
        name: source,
        title: source,
        pace: "moving",
        operations: JSON.stringify([operation]),
      });
      for (const run of makeRuns(start, end)) await rows.add("run", toRunRow(run, id));
    }
  }
  await rows.flush();
}

/** Complete readings, with an hour of failures now and then. */
function makeRuns(start: Instant, end: Instant): readonly Run[] {
  const strideMs = (end - start) / failures;
  return Array.from({ length: failures }, (_, index): readonly Run[] => {
    const beganAt = addMs(start, Math.floor(index * strideMs));
    const readAt = addMs(start, Math.floor((index + 1) * strideMs - hourMs));
    const read = {
      beganAt,
      endedAt: readAt,
      readAt,
      completeAt: readAt,
      dropped: 0,
      truncated: false,
      doubted: 0,
    };
    const failed = { ...read, beganAt: addMs(readAt, minuteMs), endedAt: addMs(readAt, hourMs - minuteMs) };
    return index === failures - 1
      ? [{ ...read, endedAt: end, readAt: end, completeAt: end, status: "ok", failures: [] }]
      : [
          { ...read, status: "ok", failures: [] },
          { ...failed, status: "failed", failures: [failure] },
        ];
  }).flat();
}

type Buffers = {
  add<Name extends keyof Tables>(table: Name, row: Insertable<Tables[Name]>): Promise<void>;
  flush(): Promise<void>;
};

function createBuffers(insert: Insert): Buffers {
  const buffers: { [Name in keyof Tables]?: Insertable<Tables[Name]>[] } = {};
  async function send<Name extends keyof Tables>(table: Name): Promise<void> {
    const rows = buffers[table];
    delete buffers[table];
    if (rows !== undefined) await insert(table, rows);
  }
  return {
    async add(table, row) {
      const rows = bufferOf(table);
      rows.push(row);
      if (rows.length >= rowsAtOnce) await send(table);
    },
    async flush() {
      for (const table of tableNames) await send(table);
    },
  };

  function bufferOf<Name extends keyof Tables>(table: Name): Insertable<Tables[Name]>[] {
    const found: Insertable<Tables[Name]>[] | undefined = buffers[table];
    if (found !== undefined) return found;
    const rows: Insertable<Tables[Name]>[] = [];
    Object.assign(buffers, { [table]: rows });
    return rows;
  }
}

const tableNames = ["part", "source", "run", "entity", "revision", "change"] as const;
