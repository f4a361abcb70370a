import * as z from "zod/mini";
import { ActivityView, AutoScalingGroupView } from "#lib/report/schema/auto-scaling.ts";
import { DeploymentView, NextRevision } from "#lib/report/schema/deployment.ts";
import { Finding } from "#lib/report/schema/finding.ts";
import { HookView } from "#lib/report/schema/hook.ts";
import { InstanceRow } from "#lib/report/schema/instance.ts";
import { Lane, Lap } from "#lib/report/schema/lane.ts";
import { SourceView } from "#lib/report/schema/source.ts";
import { TargetGroupView } from "#lib/report/schema/target-group.ts";
import { DetachingView, WaitView } from "#lib/report/schema/wait.ts";
import { Advice, Iso, Nullable, ScopeView, Severity, Tone, Verdict } from "#lib/report/schema/words.ts";

/** The first thing a reader sees: what is going on, what comes next, what is safe. */
export const Answer = z.object({
  tone: Tone,
  severity: Nullable(Severity),
  verdict: Nullable(Verdict),
  /** One sentence. */
  sentence: z.string(),
  /** "Lap 3 of a loop: …", where there is one. */
  lap: Nullable(z.string()),
  deadline: Nullable(z.object({ at: Iso, sentence: z.string(), certainty: z.enum(["earliest", "latest"]) })),
  ifYouStop: Nullable(z.string()),
  safest: Nullable(Advice),
  /** The rule the answer rests on, to open its finding. */
  rule: Nullable(z.string()),
});
export type Answer = z.infer<typeof Answer>;

/** How far back this page can go, and where to from here. */
export const Past = z.object({
  /** `now`: the newest readings · `recorded`: what had been read by then · `reconstructed`: from before the first reading. */
  mode: z.enum(["now", "recorded", "reconstructed"]),
  /** The first reading; before it lies only what AWS's own timestamps told afterwards. */
  recordedFrom: Nullable(Iso),
  /** The earliest instant that can be asked for. */
  earliest: Nullable(Iso),
  previousChange: Nullable(Iso),
  nextChange: Nullable(Iso),
});
export type Past = z.infer<typeof Past>;

export const Report = z.object({
  version: z.literal(1),
  scope: ScopeView,
  at: Iso,
  window: z.object({ from: Iso, to: Iso }),
  past: Past,
  answer: Answer,
  /** Everything that waits now, the next deadline first. */
  waits: z.array(WaitView),
  detaching: z.array(DetachingView),
  /** Null where the deployment group could not be read. */
  nextRevision: Nullable(NextRevision),
  configuration: z.object({
    known: z.boolean(),
    configName: Nullable(z.string()),
    deploymentType: Nullable(z.string()),
    trafficControl: Nullable(z.string()),
    serviceRoleArn: Nullable(z.string()),
    tagRules: z.array(z.string()),
    autoScalingGroups: z.array(z.string()),
    targetGroups: z.array(z.string()),
    lastSuccessful: Nullable(z.string()),
    lastAttempted: Nullable(z.string()),
  }),
  autoScalingGroups: z.array(AutoScalingGroupView),
  targetGroups: z.array(TargetGroupView),
  findings: z.array(Finding),
  lanes: z.array(Lane),
  laps: z.array(Lap),
  instances: z.object({
    /** Rebuilt from tags and Auto Scaling members: no AWS API returns the console's list. */
    matching: z.array(InstanceRow),
    deployable: z.array(InstanceRow),
    targets: z.array(InstanceRow),
    /** The deployment whose targets are listed. */
    targetsOf: Nullable(z.string()),
  }),
  hooks: z.array(HookView),
  activities: z.array(ActivityView),
  deployments: z.array(DeploymentView),
  sources: z.array(SourceView),
  /** How many of AWS's texts are none of the known ones. */
  undecoded: z.number(),
  /** Those texts word for word, each once, the commonest first; not all where there are very many. */
  undecodedTexts: z.array(z.object({ what: z.string(), text: z.string(), times: z.number() })),
  /** Why the history cannot be read or written now; null while it can. */
  historyTrouble: Nullable(z.string()),
});
export type Report = z.infer<typeof Report>;
