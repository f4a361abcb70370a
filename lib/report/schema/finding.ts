import * as z from "zod/mini";
import { Advice, Evidence, Iso, Nullable, Severity, Subject, Verdict } from "#lib/report/schema/words.ts";

export const Finding = z.object({
  rule: z.string(),
  title: z.string(),
  severity: Severity,
  verdict: Verdict,
  subject: Subject,
  since: Nullable(Iso),
  summary: z.string(),
  evidence: z.array(Evidence),
  disprovedBy: z.string(),
  advice: z.array(Advice),
  /** The finding that this one follows from: shown beneath it. */
  causedBy: z.optional(z.object({ rule: z.string(), subject: Subject })),
  /** For cannot-tell: which source could not be read, and why. */
  reason: z.optional(z.string()),
});
export type Finding = z.infer<typeof Finding>;
