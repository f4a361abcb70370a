import * as z from "zod/mini";
import { Iso, Nullable } from "#lib/report/schema/words.ts";

export const InstanceRow = z.object({
  instanceId: z.string(),
  letter: z.string(),
  ghost: z.boolean(),
  ec2: z.string(),
  autoScaling: Nullable(z.string()),
  autoScalingGroup: Nullable(z.string()),
  targetHealth: z.array(
    z.object({ targetGroup: z.string(), state: z.string(), reason: Nullable(z.string()) }),
  ),
  launchedAt: Nullable(Iso),
  terminatedAt: Nullable(Iso),
  /** Why EC2 says that it does not run, with the code in a sentence where it is a known one. */
  stateReason: z.optional(z.object({ code: z.string(), meaning: Nullable(z.string()) })),
  name: Nullable(z.string()),
  zone: Nullable(z.string()),
  /** Why it is in this list: "member of asg-prod-api", "tag Role=api", "target of d-…". */
  because: z.array(z.string()),
});
export type InstanceRow = z.infer<typeof InstanceRow>;
