/** What the agent reports of a lifecycle event (m:codedeploy LifecycleErrorCode), each with a sentence. */
const meanings: ReadonlyMap<string, string> = new Map([
  ["Success", "The script ran to its end."],
  ["ScriptMissing", "The script that the AppSpec file names is not in the revision."],
  ["ScriptNotExecutable", "The script is not a file that can be executed."],
  ["ScriptTimedOut", "The script did not end within its time limit."],
  ["ScriptFailed", "The script ended with an error."],
  ["UnknownError", "The event failed, and not by the script's own result; the message says more."],
]);

/** One sentence for the error code of a lifecycle event; undefined for a code that is not known. */
export function explainDiagnostics(code: string): string | undefined {
  return meanings.get(code);
}
