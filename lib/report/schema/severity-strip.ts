import * as z from "zod/mini";
import { GroupSeverity } from "#lib/report/schema/fleet.ts";
import { Iso } from "#lib/report/schema/words.ts";

/** How bad a stretch of time was; `not-recorded`: nothing was read in it. */
export const StripSeverity = z.enum([...GroupSeverity.options, "not-recorded"]);
export type StripSeverity = z.infer<typeof StripSeverity>;

/** The last hours of one group in equal stretches, oldest first: each as it stood at its end, the newest as it stands. */
export const SeverityStrip = z.object({
  from: Iso,
  to: Iso,
  bucketMinutes: z.number(),
  buckets: z.array(z.object({ severity: StripSeverity })),
});
export type SeverityStrip = z.infer<typeof SeverityStrip>;
