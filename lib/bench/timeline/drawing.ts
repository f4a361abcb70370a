import type { Frames } from "#lib/bench/timeline/measure-frames.ts";

/** What one drawing of one size took. */
export type Drawing = {
  readonly who: string;
  readonly rows: number;
  /** From the data in hand to the first picture of it. */
  readonly firstPaintMs: number;
  /** The same from the report's bytes, which are parsed and checked first; only ours has any. */
  readonly fromBytesMs?: number;
  readonly frames: Frames;
  readonly heapBytes: number;
  /** What it adds to a page, compressed. */
  readonly shippedBytes: number;
};

/** A drawing that was not there in time. */
export type NoDrawing = { readonly who: string; readonly rows: number; readonly gaveUpAfterMs: number };
