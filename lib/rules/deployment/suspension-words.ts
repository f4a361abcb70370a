/** What CodeDeploy says where it could not suspend or resume scaling processes, as far as that can be guessed. */
type SuspensionFailure = "suspend" | "resume";

// AWS documents that the deployment fails, not with which text: these are guesses at its words, and what rests on them is suspected.
const processPattern = /\bprocess(es)?\b|SuspendProcesses|ResumeProcesses/i;
const suspendPattern = /suspen[ds]/i;
const resumePattern = /resum/i;

/** Undefined where the message reads otherwise. */
export function toSuspensionFailure(message = ""): SuspensionFailure | undefined {
  if (!processPattern.test(message)) return undefined;
  if (resumePattern.test(message)) return "resume";
  return suspendPattern.test(message) ? "suspend" : undefined;
}
