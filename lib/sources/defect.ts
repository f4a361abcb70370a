import type { Failure } from "#lib/domain/failure.ts";

/** Told of a bug in one source, with the error as it was thrown. What it throws ends the whole gathering. */
export type OnDefect = (sourceId: string, error: unknown) => void;

/** For those who have nobody to tell. */
export const throwDefect: OnDefect = (_sourceId, error) => {
  throw error;
};

/** A bug in a source, as the failure of that source alone. */
export function toDefect(sourceId: string, error: unknown): Failure {
  const code = error instanceof Error ? error.name : "Unknown";
  const text = error instanceof Error ? error.message : String(error);
  const message = `This is a fault of Ghostline, not of AWS: ${text}`;
  return { kind: "defect", operation: sourceId, code, message };
}
