import * as z from "zod/mini";
import { Severity } from "#lib/report/schema/words.ts";

export const RuleView = z.object({
  id: z.string(),
  title: z.string(),
  /** The kind of trouble: "ghosts", "hooks", … */
  area: z.string(),
  severity: Severity,
  needs: z.array(z.string()),
  why: z.string(),
  docs: z.array(z.string()),
  thresholds: z.array(z.object({ what: z.string(), value: z.string(), reason: z.string() })),
  lookalikes: z.array(z.string()),
  leadsTo: z.array(z.string()),
});
export type RuleView = z.infer<typeof RuleView>;
