import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { parseInstanceId } from "#lib/domain/ec2.ts";

export type ActivityKind =
  | "launch"
  | "terminate"
  | "detach"
  | "enter-standby"
  | "exit-standby"
  | "attach"
  | "other";

/** Why a lifecycle action was given up, as far as the text says: the two endings have different causes. */
export type AbandonReason = "heartbeat-timeout" | "completed-with-abandon" | "unknown";

/** What a scaling activity's texts say. Text that is none of AWS's known forms gives `other` and nothing more. */
export type ActivityMeaning = {
  readonly kind: ActivityKind;
  /** The instance the activity is about. A launch that failed before there was an instance has none. */
  readonly instanceId?: string;
  readonly abandoned?: { readonly reason: AbandonReason; readonly token?: string };
  /** The cause, one sentence per `At <time>`, as AWS wrote it. */
  readonly causes: readonly string[];
};

// Longer than any text AWS sends (m:autoscaling: Cause ≤ 1023, StatusMessage ≤ 255).
const longestRead = 4096;

const kinds: readonly { readonly kind: ActivityKind; readonly pattern: RegExp }[] = [
  { kind: "launch", pattern: /^Launching a new EC2 instance\b/i },
  { kind: "terminate", pattern: /^Terminating EC2 instance\b/i },
  { kind: "detach", pattern: /^Detaching EC2 instance\b/i },
  { kind: "enter-standby", pattern: /^Moving EC2 instance to Standby\b/i },
  { kind: "exit-standby", pattern: /^Moving EC2 instance out of Standby\b/i },
  { kind: "attach", pattern: /^Attaching\b/i },
];

// The blank after `token` is missing on one AWS page (CD:troubleshooting-auto-scaling); the apostrophe and everything
// after `abandoned` get lost when texts are pasted or cut at 255 characters.
const abandonPattern = /was abandoned\b(?:\s?:\s?([\w ]{1,60}))?/i;
const tokenPattern = /Lifecycle Action with token\s?:?\s?([0-9a-f-]{36})/i;
const failedActionPattern = /failed to complete user['’]?s?['’]? Lifecycle Action/i;

const heartbeatTimeout = "heartbeat timeout";
const completedWithAbandon = "lifecycle action completed with abandon result";
/** The length of "Heartbeat" and "Lifecycle": a text cut inside its first word names no reason. */
const shortestReason = 9;

/** What the activity's texts mean. Reads StatusMessage and Description, since the one is cut and repeated in the other. */
export function decodeActivity(
  activity: Pick<ScalingActivity, "description" | "statusMessage" | "cause">,
): ActivityMeaning {
  const description = activity.description.slice(0, longestRead).trimStart();
  const texts = [(activity.statusMessage ?? "").slice(0, longestRead), description];
  // Ids in the status reason may belong to something else.
  const instanceId = parseInstanceId(description.split("Status Reason:", 1)[0] ?? "");
  const abandoned = toAbandoned(texts);
  return {
    kind: kinds.find(({ pattern }) => pattern.test(description))?.kind ?? "other",
    ...(instanceId === undefined ? {} : { instanceId }),
    ...(abandoned === undefined ? {} : { abandoned }),
    causes: toCauses(activity.cause ?? ""),
  };
}

function toAbandoned(texts: readonly string[]): ActivityMeaning["abandoned"] {
  const said = texts.filter((text) => abandonPattern.test(text) || failedActionPattern.test(text));
  if (said.length === 0) return undefined;
  const reasons = said.map((text) => toReason(abandonPattern.exec(text)?.[1] ?? ""));
  const token = said.map((text) => tokenPattern.exec(text)?.[1]).find((found) => found !== undefined);
  return {
    reason: reasons.find((reason) => reason !== "unknown") ?? "unknown",
    ...(token === undefined ? {} : { token }),
  };
}

function toReason(ending: string): AbandonReason {
  const text = ending.trim().replace(/ +/g, " ").toLowerCase();
  if (saysOrIsCut(text, heartbeatTimeout)) return "heartbeat-timeout";
  if (saysOrIsCut(text, completedWithAbandon)) return "completed-with-abandon";
  return "unknown";
}

function saysOrIsCut(text: string, reason: string): boolean {
  return text.startsWith(reason) || (text.length >= shortestReason && reason.startsWith(text));
}

function toCauses(cause: string): readonly string[] {
  return cause
    .slice(0, longestRead)
    .split(/(?=\bAt \d{4}-\d\d-\d\dT\d\d:\d\d)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
