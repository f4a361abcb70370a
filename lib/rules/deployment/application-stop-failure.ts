import {
  afterFailedEvent,
  type EventFailure,
  isLaunch,
  toEventFailures,
  toEventFinding,
} from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toRedeployWith } from "#lib/rules/deployment/redeploy-with.ts";
import { toScript } from "#lib/rules/deployment/script-findings.ts";
import { type Advice, type CheckContext, defineRule } from "#lib/rules/rule.ts";

export const applicationStopFailure = defineRule({
  id: "application-stop-failure",
  title: "The scripts of the revision before failed",
  severity: "warning",
  why: "ApplicationStop, BeforeBlockTraffic and AfterBlockTraffic run the scripts of the revision that last succeeded on the instance. Mending the new revision does not help: it never gets its turn. Every further deployment fails in the same place until one gets past it.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "An agent that did not take the event fails the same events with a text about the agent: that is agent-not-running.",
    "Where somebody removed the unpacked earlier revision from the instance, its scripts are missing and nothing is wrong with them.",
    "A deployment that ignores ApplicationStop failures goes on; its target does not fail by it and is not meant.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toEventFailures(facts, "application-stop-failure").map((failure) =>
      toEventFinding(failure, context, {
        means: `${toScript(failure)} of the revision before`,
        disprovedBy:
          "A deployment of another revision in which the same event succeeds on the same instance, without anything changed there.",
        advice: toAdvice(failure, context),
      }),
    );
  },
});

function toAdvice({ newest }: EventFailure, { scope }: CheckContext): readonly Advice[] {
  const { deployment, target, event } = newest;
  const cause = `Scripts of ${event.name} come from the revision that last succeeded on that instance: mending the new revision does not help.`;
  const byHand = {
    text: `Or, on ${target.value.targetId} itself, remove the agent's note of the last successful install (deployment-instructions/*_last_successful_install in its deployment root): the next deployment then runs no script of an earlier revision there. Not reversible.`,
  };
  const takesTurns = deployment.value.creator !== "autoscalingTermination" && !isLaunch(deployment.value);
  if (event.name !== "ApplicationStop" || !takesTurns) return [{ text: cause }, byHand];
  const text = `${cause} One deployment that ignores ApplicationStop failures gets past it; what that script was to stop may still be running then.`;
  return [
    toRedeployWith(deployment.value, { text, options: ["--ignore-application-stop-failures"] }, scope),
    byHand,
  ];
}
