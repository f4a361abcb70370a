import * as z from "zod/mini";
import { Iso, Nullable } from "#lib/report/schema/words.ts";

/** A hook that holds, or would hold, a launch or a termination. */
export const HookWait = z.object({
  instanceId: z.string(),
  lifecycleState: z.string(),
  since: Iso,
  /** How sure the start of the wait is: AWS does not say when a member entered its state. */
  sinceCertainty: z.enum(["observed", "launch-activity"]),
  /** The earliest the heartbeat can run out. Heartbeats cannot be read, so it may be later. */
  heartbeatDeadline: Nullable(Iso),
  /** The latest: nothing extends it. */
  globalDeadline: Nullable(Iso),
  /** In words what happens then. */
  consequence: z.string(),
});
export type HookWait = z.infer<typeof HookWait>;
export const HookView = z.object({
  autoScalingGroup: z.string(),
  name: z.string(),
  transition: z.string(),
  owner: z.enum(["this-group", "other-group", "orphan", "foreign", "unknown"]),
  ownerText: z.string(),
  heartbeatTimeoutSeconds: Nullable(z.number()),
  globalTimeoutSeconds: Nullable(z.number()),
  defaultResult: Nullable(z.string()),
  waits: z.array(HookWait),
});
export type HookView = z.infer<typeof HookView>;
