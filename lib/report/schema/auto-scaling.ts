import * as z from "zod/mini";
import { Iso, Nullable, Tone } from "#lib/report/schema/words.ts";

export const ActivityView = z.object({
  id: z.string(),
  autoScalingGroup: z.string(),
  instanceId: Nullable(z.string()),
  status: z.string(),
  description: z.string(),
  cause: Nullable(z.string()),
  statusMessage: Nullable(z.string()),
  start: Iso,
  end: Nullable(Iso),
  tone: Tone,
  /** What the text means, where it is one of the known messages; null otherwise: never guessed. */
  meaning: Nullable(z.string()),
  /** Parts of its texts that are none of AWS's known ones, word for word. */
  notDecoded: z.optional(z.array(z.string())),
});
export type ActivityView = z.infer<typeof ActivityView>;

export const AutoScalingGroupView = z.object({
  name: z.string(),
  min: z.number(),
  max: z.number(),
  desired: z.number(),
  inService: z.number(),
  members: z.number(),
  suspended: z.array(z.object({ name: z.string(), reason: Nullable(z.string()) })),
  status: Nullable(z.string()),
});
export type AutoScalingGroupView = z.infer<typeof AutoScalingGroupView>;
