import { type EventFailure, toEventFailures, toEventFinding } from "#lib/rules/deployment/event-failure.ts";
import type { CheckContext, RuleFinding } from "#lib/rules/rule.ts";
import type { AllFacts } from "#lib/sources/facts.ts";

type ScriptWords = {
  readonly cause: "script-failed" | "script-missing" | "script-not-executable" | "script-timed-out";
  readonly remedy: string;
};

/** One finding for each script that went wrong in this way. */
export function toScriptFindings(
  facts: Pick<AllFacts, "deployment" | "deployment-target">,
  context: CheckContext,
  { cause, remedy }: ScriptWords,
): readonly RuleFinding[] {
  return toEventFailures(facts, cause).map((failure) =>
    toEventFinding(failure, context, {
      means: toScript(failure),
      disprovedBy: "A later deployment in which the same script succeeds.",
      advice: [{ text: remedy }],
    }),
  );
}

/** Where CodeDeploy does not name the script, the event stands for it. */
export function toScript({ newest }: EventFailure): string {
  return newest.event.diagnostics?.scriptName || "its script";
}
