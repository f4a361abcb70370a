import * as z from "zod/mini";
import { Iso, Nullable, Tone } from "#lib/report/schema/words.ts";

/** What CodeDeploy would deploy to an instance that is launched now: the last revision that succeeded. */
export const NextRevision = z.object({
  /** Null where the deployment that brought it could not be read. */
  revision: Nullable(z.string()),
  deploymentId: Nullable(z.string()),
  lastAttempted: Nullable(
    z.object({ deploymentId: z.string(), status: Nullable(z.string()), revision: Nullable(z.string()) }),
  ),
  differs: z.boolean(),
  warning: Nullable(z.string()),
  /** The instances that are launched now, and get it. */
  launching: z.array(z.string()),
});
export type NextRevision = z.infer<typeof NextRevision>;

export const EventView = z.object({
  name: z.string(),
  status: z.string(),
  tone: Tone,
  start: Nullable(Iso),
  end: Nullable(Iso),
  errorCode: Nullable(z.string()),
  /** The code in a sentence, where it is a known one. */
  errorMeaning: z.optional(z.string()),
  scriptName: Nullable(z.string()),
  message: Nullable(z.string()),
  logTail: Nullable(z.string()),
});
export type EventView = z.infer<typeof EventView>;
export const TargetView = z.object({
  instanceId: z.string(),
  status: z.string(),
  tone: Tone,
  gone: z.boolean(),
  label: Nullable(z.string()),
  updatedAt: Nullable(Iso),
  events: z.array(EventView),
});
export type TargetView = z.infer<typeof TargetView>;
/** What stopping a running deployment would cost. A prediction: nothing is ever stopped. */
export const StopCost = z.object({
  /** The instances whose launch it would abandon. */
  losesInstances: z.array(z.string()),
  /** `may`: a source that would prove it could not be read · `not-known`: its targets are not named yet. */
  certainty: z.enum(["sure", "may", "not-known"]),
  /** What would be launched instead; null where nothing is lost. */
  replacedBy: Nullable(z.string()),
  /** The lap of the loop that a stop would begin. */
  nextLap: Nullable(z.number()),
  /** The instances it has begun and would leave half done. */
  leavesIndeterminate: z.array(z.string()),
  sentence: z.string(),
});
export type StopCost = z.infer<typeof StopCost>;
export const DeploymentView = z.object({
  id: z.string(),
  status: z.string(),
  tone: Tone,
  open: z.boolean(),
  creator: Nullable(z.string()),
  /** In plain words who made it and why: "a scale-out", "a person or pipeline", "a rollback". */
  creatorText: z.string(),
  createdAt: Nullable(Iso),
  startedAt: Nullable(Iso),
  completedAt: Nullable(Iso),
  configName: Nullable(z.string()),
  /** How many instances its configuration keeps healthy, in AWS's words; absent where the configuration was not read. */
  minimumHealthy: z.optional(z.object({ type: z.string(), value: z.number() })),
  revision: Nullable(z.string()),
  description: Nullable(z.string()),
  errorCode: Nullable(z.string()),
  /** The code in a sentence, where it is a known one. */
  errorMeaning: z.optional(z.string()),
  errorMessage: Nullable(z.string()),
  /** Counts as CodeDeploy gives them; there is no Unknown counter, so they may sum to less than the targets. */
  progress: Nullable(
    z.object({
      pending: z.number(),
      inProgress: z.number(),
      succeeded: z.number(),
      failed: z.number(),
      skipped: z.number(),
      ready: z.number(),
    }),
  ),
  targetsKnown: z.enum(["known", "not-started", "not-read"]),
  /** Whether the list of its targets was read to its end; where it was not, `targets` holds only some. */
  targetList: z.optional(z.enum(["complete", "not-complete"])),
  targets: z.array(TargetView),
  /** The instances it still waits for that no longer exist. */
  waitsForGhosts: z.array(z.string()),
  /** What stopping it would cost, in a sentence; null where it is not running. */
  ifStopped: Nullable(z.string()),
  /** The same in parts. */
  stop: Nullable(StopCost),
});
export type DeploymentView = z.infer<typeof DeploymentView>;
