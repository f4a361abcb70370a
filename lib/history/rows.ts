import type { Insertable, Selectable } from "kysely";
import type { Pace, Revision } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { Run, SourceWords } from "#lib/history/runs.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

type Named = { readonly source: string; readonly kind: string; readonly entity: string };

export function toRevisionRow(revision: Revision, entityId: number): Insertable<Tables["revision"]> {
  return {
    entity_id: entityId,
    since: revision.since,
    before: revision.before ?? null,
    until: revision.until ?? stillOpen,
    first_seen: revision.firstSeen,
    last_seen: revision.lastSeen,
    operation: revision.operation,
    origin: revision.origin ?? null,
    value: JSON.stringify(revision.value) ?? "null",
  };
}

/** Members are set one by one: of sixty thousand, spreading them would take longer than reading them. */
export function toRevision(row: Selectable<Tables["revision"]>, { source, kind, entity }: Named): Revision {
  const revision: { -readonly [Member in keyof Revision]: Revision[Member] } = {
    kind,
    entity,
    value: JSON.parse(row.value),
    operation: row.operation,
    source,
    firstSeen: toInstant(row.first_seen),
    since: toInstant(row.since),
    lastSeen: toInstant(row.last_seen),
  };
  if (row.before !== null) revision.before = toInstant(row.before);
  if (row.until !== stillOpen) revision.until = toInstant(row.until);
  if (row.origin === "aws") revision.origin = row.origin;
  return revision;
}

export function toRunRow(run: Run, sourceId: number): Insertable<Tables["run"]> {
  return {
    source_id: sourceId,
    began_at: run.beganAt,
    ended_at: run.endedAt,
    status: run.status,
    read_at: run.readAt ?? null,
    complete_at: run.completeAt ?? null,
    next_at: run.nextAt ?? null,
    failures: JSON.stringify(run.failures),
    dropped: run.dropped,
    truncated: run.truncated ? 1 : 0,
    doubted: run.doubted,
  };
}

export function toRun(row: Selectable<Tables["run"]>): Run {
  return {
    beganAt: toInstant(row.began_at),
    endedAt: toInstant(row.ended_at),
    status: asStatus(row.status),
    ...optionalInstant("readAt", row.read_at),
    ...optionalInstant("completeAt", row.complete_at),
    ...optionalInstant("nextAt", row.next_at),
    failures: parseFailures(row.failures),
    dropped: row.dropped,
    truncated: row.truncated === 1,
    doubted: row.doubted,
  };
}

export function toSourceWords(
  row: Pick<Selectable<Tables["source"]>, "name" | "title" | "pace" | "operations">,
): SourceWords {
  return { id: row.name, title: row.title, pace: asPace(row.pace), operations: parseTexts(row.operations) };
}

function optionalInstant<Name extends string>(
  name: Name,
  value: number | null,
): { readonly [member in Name]?: Instant } {
  // A computed name widens to an index signature; the one member is the one named.
  return value === null ? {} : ({ [name]: toInstant(value) } as { [member in Name]: Instant });
}

// Only this program writes these columns, from values of these types.
function asStatus(text: string): Run["status"] {
  return text as Run["status"];
}

function asPace(text: string): Pace {
  return text as Pace;
}

const noFailures: readonly Failure[] = [];

function parseFailures(text: string): readonly Failure[] {
  return text === "[]" ? noFailures : JSON.parse(text);
}

function parseTexts(text: string): readonly string[] {
  return JSON.parse(text);
}
