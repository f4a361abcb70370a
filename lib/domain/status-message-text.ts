import { explainStateReason } from "#lib/domain/state-reason-text.ts";

// Longer than any text AWS sends (m:autoscaling: StatusMessage ≤ 255).
const longestRead = 4096;

const drainingPattern = /Waiting for ELB connection draining/i;
const protectedPattern = /remaining instances are protected from scale-in/i;
const endedEarlyPattern = /Termination Reason: ?((?:Client|Server)\.[A-Za-z]{1,60}(?:\.[A-Za-z]{1,60})?)/;

/** What an activity's status message says, where it is neither of an abandoned action nor of a failed launch. */
export function explainStatusMessage(message: string): string | undefined {
  const text = message.slice(0, longestRead);
  if (protectedPattern.test(text))
    return "The group wanted fewer instances, and those left are protected from scale-in.";
  if (drainingPattern.test(text))
    return "The load balancer still lets the instance finish the requests that it has.";
  const code = endedEarlyPattern.exec(text)?.[1];
  const reason = code === undefined ? undefined : explainStateReason(code);
  return reason === undefined ? undefined : `The instance ended before it was in service. ${reason}`;
}

/** The status message; or what the description repeats of it, where there is none. */
export function toStatusText(activity: {
  readonly description: string;
  readonly statusMessage?: string;
}): string {
  const repeated = activity.description.slice(0, longestRead).split("Status Reason:")[1] ?? "";
  return (activity.statusMessage || repeated).trim();
}
