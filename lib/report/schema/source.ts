import * as z from "zod/mini";
import { Iso, Nullable } from "#lib/report/schema/words.ts";

export const FailureView = z.object({
  kind: z.string(),
  operation: z.string(),
  code: z.string(),
  message: z.string(),
  missingAction: z.optional(z.string()),
  /** What the reader can do about it, in a sentence. */
  remedy: z.string(),
});
export type FailureView = z.infer<typeof FailureView>;

export const SourceView = z.object({
  id: z.string(),
  title: z.string(),
  /** `settings` change when somebody changes them, and are read less often than what is `moving`. */
  pace: z.enum(["moving", "settings", "seldom"]),
  status: z.enum(["ok", "partial", "failed", "waiting"]),
  readAt: Nullable(Iso),
  triedAt: Nullable(Iso),
  /** When it will be read again, if the budget allows. */
  nextAt: Nullable(Iso),
  /** Stretches of the window in which it was not read, or could not be. */
  blindSpots: z.array(z.object({ from: Iso, to: Iso, reason: Nullable(z.string()) })),
  failure: z.optional(FailureView),
  failures: z.number(),
  droppedRows: z.number(),
  truncated: z.boolean(),
  operations: z.array(z.string()),
});
export type SourceView = z.infer<typeof SourceView>;
