import type { ActivityMeaning } from "#lib/domain/activity-text.ts";
import { isFinalActivity } from "#lib/domain/auto-scaling.ts";
import { toIso } from "#lib/domain/time.ts";
import { toActivityTone } from "#lib/domain/tones.ts";
import type { DecodedActivity, FactIndex } from "#lib/report/fact-index.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";
import type { ActivityView } from "#lib/report/schema.ts";

/** Newest first. */
export function toActivityViews(index: FactIndex): ActivityView[] {
  return index.activities.map(toActivityView);
}

function toActivityView({ revision, meaning }: DecodedActivity): ActivityView {
  const { value } = revision;
  return {
    id: value.id,
    autoScalingGroup: value.group,
    instanceId: toNullable(meaning.instanceId),
    status: value.status,
    description: value.description,
    cause: toNullable(value.cause),
    statusMessage: toNullable(value.statusMessage),
    start: toIso(value.startTime),
    end: toIsoOrNull(value.endTime),
    tone: toActivityTone(value.status),
    meaning: toMeaningWords(meaning, isFinalActivity(value) ? value.status : "under way"),
  };
}

/** What the texts mean; null where they are none of AWS's known ones. */
function toMeaningWords(meaning: ActivityMeaning, outcome: string): string | null {
  if (meaning.abandoned !== undefined) return toAbandonWords(meaning.abandoned.reason, meaning.kind);
  const why = meaning.causes.map(toCauseWords).find((words) => words !== undefined);
  const kind = kinds[meaning.kind];
  if (kind === undefined) return why === undefined ? null : `Because ${why}.`;
  const because = why === undefined ? "" : `, because ${why}`;
  const note = kind.note === undefined ? "" : ` ${kind.note}`;
  return `${kind.noun}${endings[outcome] ?? ""}${because}.${note}`;
}

type KindWords = { readonly noun: string; readonly note?: string };

const kinds: Readonly<Partial<Record<ActivityMeaning["kind"], KindWords>>> = {
  launch: { noun: "A launch" },
  terminate: { noun: "A termination" },
  detach: { noun: "A detach", note: "The group lets the instance go; EC2 keeps running it." },
  "enter-standby": { noun: "A move to Standby", note: "No traffic and no health checks while it lasts." },
  "exit-standby": { noun: "A move out of Standby" },
  attach: { noun: "An attach", note: "Launch hooks do not run for it." },
};

const endings: Readonly<Record<string, string>> = {
  Successful: " that succeeded",
  Failed: " that failed",
  Cancelled: " that was cancelled",
  "under way": ", under way",
};

function toAbandonWords(reason: string, kind: ActivityMeaning["kind"]): string {
  const subject = kind === "launch" ? "The launch" : "The lifecycle action";
  switch (reason) {
    case "heartbeat-timeout":
      return `${subject} was abandoned: no answer came to its lifecycle hook before the heartbeat timeout ran out.`;
    case "completed-with-abandon":
      return `${subject} was abandoned: somebody answered its lifecycle hook with ABANDON. CodeDeploy does so when the deployment for it fails or is stopped.`;
    default:
      return `${subject} was abandoned; the text does not say why.`;
  }
}

// Stems, since AWS's own pages word the same cause differently (ASG:CHAP_Troubleshooting, ASG:as-scaling-activities).
const causes: readonly { readonly pattern: RegExp; readonly words: string }[] = [
  { pattern: /detached in response to a user request/i, words: "somebody asked for it" },
  { pattern: /moved (to|out of) standby in response to a user request/i, words: "somebody asked for it" },
  { pattern: /EC2 health check/i, words: "EC2 said that the instance was terminated or stopped" },
  { pattern: /EC2 instance status checks? failure/i, words: "the instance failed EC2's status checks" },
  { pattern: /ELB system health check failure/i, words: "the load balancer found the instance unhealthy" },
  { pattern: /EBS volume health check failure/i, words: "a volume of the instance failed its health check" },
  { pattern: /monitor alarm .{0,200}? triggered policy/i, words: "an alarm triggered a scaling policy" },
  {
    pattern: /user request update of AutoScalingGroup constraints/i,
    words: "somebody changed the size of the group",
  },
  { pattern: /balancing the group's zones/i, words: "the group balanced its zones" },
  {
    pattern: /difference between desired and actual capacity/i,
    words: "there were fewer instances than desired",
  },
  { pattern: /was selected for termination/i, words: "the group chose it to scale in" },
];

function toCauseWords(cause: string): string | undefined {
  return causes.find(({ pattern }) => pattern.test(cause))?.words;
}
