// The one JSON that pages and tools read. zod/mini: this file is shipped to the browser.
import * as z from "zod/mini";

/** ISO 8601, UTC. */
const Iso = z.string();
const Nullable = <Schema extends z.ZodMiniType>(schema: Schema) => z.nullable(schema);

export const Severity = z.enum(["critical", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;
export const Verdict = z.enum(["proved", "corroborated", "suspected", "cannot-tell"]);
export type Verdict = z.infer<typeof Verdict>;
export const Tone = z.enum(["good", "busy", "waiting", "bad", "gone", "idle", "unknown"]);
export type Tone = z.infer<typeof Tone>;

export const ScopeView = z.object({
  account: z.string(),
  region: z.string(),
  application: z.string(),
  group: z.string(),
});
export type ScopeView = z.infer<typeof ScopeView>;

export const Subject = z.object({ kind: z.string(), id: z.string() });
export const Evidence = z.object({
  source: z.string(),
  operation: z.string(),
  entity: z.string(),
  field: z.string(),
  value: z.string(),
  readAt: Iso,
});
export type Evidence = z.infer<typeof Evidence>;
export const Advice = z.object({ text: z.string(), command: z.optional(z.string()) });
export type Advice = z.infer<typeof Advice>;

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

export const FailureView = z.object({
  kind: z.string(),
  operation: z.string(),
  code: z.string(),
  message: z.string(),
  missingAction: z.optional(z.string()),
  /** What the reader can do about it, in a sentence. */
  remedy: z.string(),
});
export type FailureView = z.infer<typeof FailureView>;

export const SourceView = z.object({
  id: z.string(),
  title: z.string(),
  /** `settings` change when somebody changes them, and are read less often than what is `moving`. */
  pace: z.enum(["moving", "settings", "seldom"]),
  status: z.enum(["ok", "partial", "failed", "waiting"]),
  readAt: Nullable(Iso),
  triedAt: Nullable(Iso),
  /** When it will be read again, if the budget allows. */
  nextAt: Nullable(Iso),
  /** Stretches of the window in which it was not read, or could not be. */
  blindSpots: z.array(z.object({ from: Iso, to: Iso, reason: Nullable(z.string()) })),
  failure: z.optional(FailureView),
  failures: z.number(),
  droppedRows: z.number(),
  truncated: z.boolean(),
  operations: z.array(z.string()),
});
export type SourceView = z.infer<typeof SourceView>;

export const Certainty = z.enum(["exact", "observed", "unknown", "predicted"]);
export const Span = z.object({
  state: z.string(),
  from: Iso,
  /** An uncertain edge: the change to this state lies between this reading, which did not show it yet, and `from`. */
  fromEarliest: z.optional(Iso),
  to: Nullable(Iso),
  tone: Tone,
  certainty: Certainty,
  detail: z.optional(z.string()),
});
export type Span = z.infer<typeof Span>;
export const Mark = z.object({
  at: Iso,
  label: z.string(),
  tone: Tone,
  source: z.string(),
  track: z.string(),
  detail: z.optional(z.string()),
});
export type Mark = z.infer<typeof Mark>;
export const Track = z.object({
  source: z.string(),
  track: z.string(),
  label: z.string(),
  spans: z.array(Span),
});
export type Track = z.infer<typeof Track>;
export const Lane = z.object({
  instanceId: z.string(),
  /** A short letter-name within the report, in order of launch: A, B, … */
  letter: z.string(),
  /** The stable row: a replacement takes the slot of the instance it replaced. */
  slot: z.number(),
  ghost: z.boolean(),
  /** What the lane says now in a few words: "gone, still referred to", "Pending:Wait". */
  state: z.string(),
  tone: Tone,
  tracks: z.array(Track),
  marks: z.array(Mark),
});
export type Lane = z.infer<typeof Lane>;

export const Lap = z.object({
  number: z.number(),
  autoScalingGroup: z.string(),
  instanceId: Nullable(z.string()),
  deploymentId: Nullable(z.string()),
  from: Iso,
  to: Nullable(Iso),
  /** How it ended: "stopped by hand", "heartbeat timeout", "deployment failed"; null while it runs. */
  endedBy: Nullable(z.string()),
});
export type Lap = z.infer<typeof Lap>;

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

export const TargetGroupView = z.object({
  arn: z.string(),
  name: z.string(),
  deregistrationDelaySeconds: Nullable(z.number()),
  /** How many targets in each state, e.g. { healthy: 2, draining: 1 }. */
  counts: z.record(z.string(), z.number()),
  known: z.boolean(),
});
export type TargetGroupView = z.infer<typeof TargetGroupView>;

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

export const GroupSeverity = z.enum(["critical", "warning", "unknown", "info", "none"]);
export type GroupSeverity = z.infer<typeof GroupSeverity>;

/** One row of the fleet page. */
export const GroupRow = z.object({
  scope: ScopeView,
  /** `unknown`: nothing found, but not everything could be read. */
  severity: GroupSeverity,
  sentence: z.string(),
  findings: z.array(
    z.object({ rule: z.string(), title: z.string(), verdict: Verdict, severity: Severity, subject: Subject }),
  ),
  instances: z.object({
    desired: z.number(),
    inService: z.number(),
    members: z.number(),
    /** Whether the capacity could be read. */
    known: z.boolean(),
    ghosts: z.number(),
    /** Without EC2 and Auto Scaling nobody knows whether there are ghosts. */
    ghostsKnown: z.boolean(),
  }),
  targetHealth: z.object({ counts: z.record(z.string(), z.number()), known: z.boolean() }),
  deployment: Nullable(
    z.object({
      id: z.string(),
      status: z.string(),
      tone: Tone,
      open: z.boolean(),
      creator: Nullable(z.string()),
      createdAt: Nullable(Iso),
      completedAt: Nullable(Iso),
      done: z.number(),
      total: z.number(),
    }),
  ),
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: SourceView.shape.status,
      readAt: Nullable(Iso),
      failure: z.optional(FailureView),
    }),
  ),
});
export type GroupRow = z.infer<typeof GroupRow>;

export const Fleet = z.object({
  at: Iso,
  /** `now`, or as it was known at `at`. */
  mode: z.enum(["now", "recorded"]),
  /** Why the history cannot be read or written now; null while it can. */
  historyTrouble: Nullable(z.string()),
  groups: z.array(GroupRow),
  /** Trouble that concerns a whole account and region, e.g. no credentials. */
  trouble: z.array(z.object({ account: z.string(), region: z.string(), failure: FailureView })),
  /** Accounts and regions that are read, with the calls they cost. */
  places: z.array(
    z.object({
      account: z.string(),
      region: z.string(),
      groupsKnown: z.boolean(),
      readAt: Nullable(Iso),
      /** Requests to AWS in the last minute, retries included: bounded, and the same for one viewer and for many; null where another process reads it. */
      callsLastMinute: Nullable(z.number()),
    }),
  ),
});
export type Fleet = z.infer<typeof Fleet>;

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

/** One line of the account-wide audit: a thing about one Auto Scaling group that was found, is in order, or cannot be told. */
export const AuditRow = z.object({
  /** `none`: read, and in order · `unknown`: could not be judged. */
  severity: GroupSeverity,
  account: z.string(),
  region: z.string(),
  /** Null where not even the deployment group could be read. */
  autoScalingGroup: Nullable(z.string()),
  /** The deployment groups that it concerns. */
  groups: z.array(z.object({ application: z.string(), group: z.string() })),
  what: z.string(),
  /** The rule whose finding this is; where it cannot be told, the rules that could not judge. */
  rules: z.array(z.object({ id: z.string(), title: z.string() })),
  verdict: Nullable(Verdict),
  /** What the finding is about, to open it on the group's page. */
  subject: Nullable(Subject),
  hook: Nullable(
    z.object({
      name: z.string(),
      transition: z.string(),
      owner: HookView.shape.owner,
      heartbeatTimeoutSeconds: Nullable(z.number()),
      globalTimeoutSeconds: Nullable(z.number()),
      defaultResult: Nullable(z.string()),
    }),
  ),
  /** When it began, as AWS's own times tell. */
  since: Nullable(Iso),
  /** Where AWS does not say when: the first reading that showed it. */
  seenSince: Nullable(Iso),
  evidence: z.array(Evidence),
  advice: z.array(Advice),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** What an account and region were checked for, and when. */
export const AuditPlace = z.object({
  account: z.string(),
  region: z.string(),
  /** Whether all deployment groups could be listed, and when they were. */
  groupsKnown: z.boolean(),
  readAt: Nullable(Iso),
  groups: z.number(),
  /** Deployment groups that name no Auto Scaling group: nothing to check. */
  groupsWithoutAutoScaling: z.number(),
  autoScalingGroups: z.number(),
  hooks: z.number(),
  /** Of the hooks' readings, the oldest. */
  hooksReadAt: Nullable(Iso),
});
export type AuditPlace = z.infer<typeof AuditPlace>;

/** Hooks, suspended processes and leftovers of all Auto Scaling groups that a deployment group names, worst first. */
export const Audit = z.object({
  at: Iso,
  /** `now`, or as it was known at `at`. */
  mode: z.enum(["now", "recorded"]),
  /** Why the history cannot be read or written now; null while it can. */
  historyTrouble: Nullable(z.string()),
  /** What the rows are filtered by. */
  filter: z.object({ severity: Nullable(GroupSeverity), text: z.string() }),
  /** Rows of each severity before the severity filter, after the text filter. */
  counts: z.record(z.string(), z.number()),
  /** Rows before any filter. */
  total: z.number(),
  rows: z.array(AuditRow),
  checked: z.array(AuditPlace),
});
export type Audit = z.infer<typeof Audit>;

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

export const Trouble = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export type Trouble = z.infer<typeof Trouble>;
