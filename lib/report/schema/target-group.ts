import * as z from "zod/mini";
import { Nullable } from "#lib/report/schema/words.ts";

export const TargetGroupView = z.object({
  arn: z.string(),
  name: z.string(),
  deregistrationDelaySeconds: Nullable(z.number()),
  /** How many targets in each state, e.g. { healthy: 2, draining: 1 }. */
  counts: z.record(z.string(), z.number()),
  known: z.boolean(),
});
export type TargetGroupView = z.infer<typeof TargetGroupView>;
