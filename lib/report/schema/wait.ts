import * as z from "zod/mini";
import { Iso, Nullable } from "#lib/report/schema/words.ts";

/** A deadline of a wait. `contradicted`: AWS's own pages disagree, so neither of the two is certain. */
export const WaitDeadline = z.object({
  at: Iso,
  certainty: z.enum(["earliest", "latest", "documented", "contradicted"]),
  /** In a sentence what happens then. */
  what: z.string(),
  /** Where the limit stands: a setting that was read, or a page of AWS's. */
  source: z.string(),
});
export type WaitDeadline = z.infer<typeof WaitDeadline>;
/** Something that waits now, since when, and what ends it by itself. */
export const WaitView = z.object({
  kind: z.enum([
    "hook-launch",
    "hook-termination",
    "target-first-event",
    "agent-response",
    "lifecycle-event",
    "allow-traffic",
    "block-traffic",
    "draining",
    "ready",
    "blue-termination",
    "deployment",
  ]),
  subject: z.object({ kind: z.enum(["instance", "deployment"]), id: z.string() }),
  /** What is waited for. */
  sentence: z.string(),
  since: Nullable(Iso),
  /** `exact`: AWS gives the time · `observed`: first read so · `earliest`: not before, perhaps later. */
  sinceCertainty: z.enum(["exact", "observed", "earliest", "unknown"]),
  deadlines: z.array(WaitDeadline),
  /** The deadline that comes next; one in the past may strike at any moment. Null where none is known or all have passed. */
  nextAt: Nullable(Iso),
  note: Nullable(z.string()),
});
export type WaitView = z.infer<typeof WaitView>;

/** Whether an instance that is on its way out can be terminated without leaving a ghost. */
export const DetachingView = z.object({
  instanceId: z.string(),
  safe: z.enum(["yes", "not-yet", "cannot-tell"]),
  why: z.string(),
  /** When draining should be over; null where nothing says so. */
  until: Nullable(Iso),
});
export type DetachingView = z.infer<typeof DetachingView>;
