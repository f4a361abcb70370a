import type { BlindSpot, SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { toRemedy } from "#lib/domain/remedy.ts";
import { toIso } from "#lib/domain/time.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import type { FailureView, SourceView } from "#lib/report/schema.ts";

/** A source with the stretches of the window in which it was not read. */
export function toSourceView(state: SourceState, blindSpots: readonly BlindSpot[]): SourceView {
  const [failure] = state.failures;
  return {
    id: state.id,
    title: state.title,
    status: state.status,
    readAt: toIsoOrNull(state.readAt),
    triedAt: toIsoOrNull(state.triedAt),
    nextAt: toIsoOrNull(state.nextAt),
    blindSpots: blindSpots
      .filter(({ source }) => source === state.id)
      .map(({ from, to, reason }) => ({ from: toIso(from), to: toIso(to), reason: reason ?? null })),
    ...(failure !== undefined && { failure: toFailureView(failure) }),
    failures: state.failures.length,
    droppedRows: state.droppedRows,
    truncated: state.truncated,
    pace: state.pace,
    operations: [...state.operations],
  };
}

export function toFailureView(failure: Failure): FailureView {
  return {
    kind: failure.kind,
    operation: failure.operation,
    code: failure.code,
    message: failure.message,
    ...(failure.missingAction !== undefined && { missingAction: failure.missingAction }),
    remedy: toRemedy(failure),
  };
}
