import * as z from "zod/mini";
import { Iso, Nullable, Tone } from "#lib/report/schema/words.ts";

export const Certainty = z.enum(["exact", "observed", "unknown", "predicted"]);
export const Span = z.object({
  state: z.string(),
  from: Iso,
  /** An uncertain edge: the change to this state lies between this reading, which did not show it yet, and `from`. */
  fromEarliest: z.optional(Iso),
  to: Nullable(Iso),
  tone: Tone,
  certainty: Certainty,
  detail: z.optional(z.string()),
});
export type Span = z.infer<typeof Span>;
export const Mark = z.object({
  at: Iso,
  label: z.string(),
  tone: Tone,
  source: z.string(),
  track: z.string(),
  detail: z.optional(z.string()),
});
export type Mark = z.infer<typeof Mark>;
export const Track = z.object({
  source: z.string(),
  track: z.string(),
  label: z.string(),
  spans: z.array(Span),
});
export type Track = z.infer<typeof Track>;
export const Lane = z.object({
  instanceId: z.string(),
  /** A short letter-name within the report, in order of launch: A, B, … */
  letter: z.string(),
  /** The stable row: a replacement takes the slot of the instance it replaced. */
  slot: z.number(),
  ghost: z.boolean(),
  /** What the lane says now in a few words: "gone, still referred to", "Pending:Wait". */
  state: z.string(),
  tone: Tone,
  tracks: z.array(Track),
  marks: z.array(Mark),
});
export type Lane = z.infer<typeof Lane>;

export const Lap = z.object({
  number: z.number(),
  autoScalingGroup: z.string(),
  instanceId: Nullable(z.string()),
  deploymentId: Nullable(z.string()),
  from: Iso,
  to: Nullable(Iso),
  /** How it ended: "stopped by hand", "heartbeat timeout", "deployment failed"; null while it runs. */
  endedBy: Nullable(z.string()),
});
export type Lap = z.infer<typeof Lap>;
