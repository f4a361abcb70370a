import { isAgentSilence, type LifecycleEvent } from "#lib/domain/code-deploy.ts";

/** Scripts of these events come from the revision before (CD:reference-appspec-file-structure-hooks). */
const eventsOfRevisionBefore = ["ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic"];

/** `diagnostics.errorCode` where a script is to blame (m:codedeploy LifecycleErrorCode). */
const scriptCauses = {
  ScriptFailed: "script-failed",
  ScriptMissing: "script-missing",
  ScriptNotExecutable: "script-not-executable",
  ScriptTimedOut: "script-timed-out",
} as const;

/** The agent's own words on its restart; it then fails whatever event it was at (agent). */
const restartPattern = /after an agent restart/i;
/** The operating system's words; where a script fails by it, its code speaks. */
const exhaustedPattern = /No space left on device|Cannot allocate memory/i;
const fileExistsPattern = /already exists at this location/i;
/** S3's words for a key that is not there, and the HTTP status it comes with. */
const missingBundlePattern =
  /specified key does not exist|NoSuchKey|(status|code|HTTP)[: /.\d]* 404\b|404 Not Found/i;
const badBundlePattern = /appspec|invalid character|__MACOSX/i;

/**
 * Why a lifecycle event failed: the id of the rule that says so, or what other rules judge by. Each failed event has one
 * cause, so that two rules never speak of the same event.
 */
export type EventCause =
  | (typeof scriptCauses)[keyof typeof scriptCauses]
  | "application-stop-failure"
  | "file-exists"
  | "revision-missing"
  | "invalid-revision"
  | "download-bundle-failure"
  | "agent-silence"
  | "agent-restart"
  | "agent-exhausted"
  | "traffic"
  | "unknown";

/** The most particular cause that the event's diagnostics name. `unknown` where CodeDeploy gives no reason. */
export function toEventCause(event: LifecycleEvent): EventCause {
  const { errorCode = "", message = "" } = event.diagnostics ?? {};
  if (isAgentSilence(event)) return "agent-silence";
  if (restartPattern.test(message)) return "agent-restart";
  const script = isScriptCode(errorCode) ? scriptCauses[errorCode] : undefined;
  // An event that ends without a word may as well have lost its instance.
  const isExplained = script !== undefined || message !== "";
  if (usesRevisionBefore(event) && isExplained) return "application-stop-failure";
  if (script !== undefined) return script;
  if (event.name === "AllowTraffic") return "traffic";
  return toBundleCause(event.name, message);
}

/** True for events whose scripts come from the revision that last succeeded on the instance. */
export function usesRevisionBefore(event: Pick<LifecycleEvent, "name">): boolean {
  return eventsOfRevisionBefore.includes(event.name);
}

function isScriptCode(code: string): code is keyof typeof scriptCauses {
  return Object.hasOwn(scriptCauses, code);
}

/** Messages may be cut: what tells them apart stands near their beginning. */
function toBundleCause(eventName: string, message: string): EventCause {
  if (exhaustedPattern.test(message)) return "agent-exhausted";
  if (fileExistsPattern.test(message)) return "file-exists";
  if (eventName === "DownloadBundle" && missingBundlePattern.test(message)) return "revision-missing";
  if (badBundlePattern.test(message)) return "invalid-revision";
  return eventName === "DownloadBundle" && message !== "" ? "download-bundle-failure" : "unknown";
}
