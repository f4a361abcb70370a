import type { StreamState } from "#components/stream/keep-open.ts";
import { secondMs } from "#lib/domain/time.ts";

type Polling = {
  readonly stream: StreamState;
  /** Whether something has not been read even once: then the next reading is worth asking for sooner. */
  readonly reading: "first" | "again";
  /** The pace where no stream tells of changes. */
  readonly aloneMs: number;
};

/** How often a page asks by itself. While the stream tells of every change, asking is a safety net. */
export function toPollMs({ stream, reading, aloneMs }: Polling): number {
  if (stream.kind === "open") return reading === "first" ? 5 * secondMs : 30 * secondMs;
  return reading === "first" ? 2 * secondMs : aloneMs;
}
