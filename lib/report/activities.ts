import type { ActivityMeaning } from "#lib/domain/activity-text.ts";
import { isFinalActivity, type ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { explainCause, isCutSentence } from "#lib/domain/cause-text.ts";
import { decodeLaunchFailure } from "#lib/domain/launch-failure-text.ts";
import { explainStatusMessage, toStatusText } from "#lib/domain/status-message-text.ts";
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
  const decoded = decode(value, meaning);
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
    meaning: toMeaningWords(meaning, decoded, isFinalActivity(value) ? value.status : "under way"),
    ...(decoded.unknown.length > 0 && { notDecoded: [...decoded.unknown] }),
  };
}

type Decoded = {
  /** Clauses to follow "because". */
  readonly causes: readonly string[];
  /** What a failed launch lacks, as a clause. */
  readonly lacks: string | undefined;
  /** A sentence about the status message. */
  readonly status: string | undefined;
  /** What none of the tables knows, word for word. */
  readonly unknown: readonly string[];
};

function decode(activity: ScalingActivity, { kind, causes, abandoned }: ActivityMeaning): Decoded {
  const sentences = causes.map((text) => ({ text, words: explainCause(text) }));
  const statusText = toStatusText(activity);
  const status = explainStatusMessage(statusText);
  const lacks = kind === "launch" ? decodeLaunchFailure(activity)?.meaning : undefined;
  const isStatusKnown = [status, lacks, abandoned].some((known) => known !== undefined);
  const isDescriptionKnown = kind !== "other" || explainStatusMessage(activity.description) !== undefined;
  return {
    causes: [...new Set(sentences.flatMap(({ words }) => words ?? []))],
    lacks,
    status,
    unknown: [
      ...(isDescriptionKnown ? [] : [activity.description]),
      ...(isStatusKnown ? [] : [statusText]),
      ...sentences
        .filter(({ text, words }) => words === undefined && !isCutSentence(text, activity.cause ?? ""))
        .map(({ text }) => text),
    ].filter((text) => text !== ""),
  };
}

/** What the texts mean; null where they are none of AWS's known ones. */
function toMeaningWords(meaning: ActivityMeaning, decoded: Decoded, outcome: string): string | null {
  if (meaning.abandoned !== undefined) return toAbandonWords(meaning.abandoned.reason, meaning.kind);
  const why = decoded.causes.join("; then ");
  const status = decoded.status === undefined ? "" : ` ${decoded.status}`;
  const kind = kinds[meaning.kind];
  if (kind === undefined) {
    const because = why === "" ? "" : `Because ${why}.`;
    return `${because}${status}`.trim() || null;
  }
  const lacks = decoded.lacks === undefined ? "" : `: ${decoded.lacks}`;
  const link = lacks === "" ? ", because" : ". It was asked for because";
  const because = why === "" ? "" : `${link} ${why}`;
  const note = kind.note === undefined ? "" : ` ${kind.note}`;
  return `${kind.noun}${endings[outcome] ?? ""}${lacks}${because}.${status}${note}`;
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
