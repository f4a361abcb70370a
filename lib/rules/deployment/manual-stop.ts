import { afterHalfRelease, isLaunch } from "#lib/rules/deployment/event-failure.ts";
import {
  type CodeFailure,
  recentThreshold,
  toCodeFinding,
  toFailuresByCode,
} from "#lib/rules/deployment/failed-with-code.ts";
import { isForOneInstance } from "#lib/rules/deployment/last-success.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { cite, defineRule } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const manualStop = defineRule({
  id: "manual-stop",
  title: "A deployment was stopped by hand",
  severity: "warning",
  why: "Stopping ends a deployment where it is: instances it had begun stay half-way, those it had not come to keep the revision before. A deployment that was made for a launch abandons the launch with it: the instance is terminated and another is launched.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-stop.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A stop that is answered with Pending may come too late: the deployment then ends as it would have, and is not Stopped.",
    "A pipeline or a script that calls StopDeployment reads the same as a person; only CloudTrail names the caller.",
  ],
  leadsTo: [
    "hook-abandoned-by-failed-deployment",
    "bg-leftover-green-asg",
    "stop-left-instance-in-standby",
    "outdated-instances-after-scale-out",
    ...afterHalfRelease,
  ],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["MANUAL_STOP"]).map((failure) => {
      const begun = toBegun(facts["deployment-target"], failure);
      return toCodeFinding(failure, context, {
        means: `somebody stopped it${toStateWords(failure, begun)}`,
        ...(isHalfWay(failure, begun) ? {} : { severity: "info" }),
        disprovedBy: "CloudTrail without a StopDeployment for this deployment.",
        evidence: begun
          .slice(0, 5)
          .map((target) => cite(target, "instanceTarget.status", target.value.status)),
        advice: [
          {
            text: "Who stopped it, and why, stands in CloudTrail under StopDeployment, if anywhere: ask before you deploy over it.",
          },
          toRedeployAdvice(context.scope),
        ],
      });
    });
  },
});

/** Targets of the newest on which something was done, but not to the end. */
function toBegun(
  targets: readonly FactRevision<"deployment-target">[],
  { newest }: CodeFailure,
): readonly FactRevision<"deployment-target">[] {
  return targets.filter(
    ({ value }) =>
      value.deploymentId === newest.value.id &&
      value.status !== "Succeeded" &&
      value.events.some(({ startTime, status }) => startTime !== undefined || status === "Succeeded"),
  );
}

/** Instances of the running fleet were left between two revisions. Those of launches and terminations are gone by now. */
function isHalfWay({ newest }: CodeFailure, begun: readonly unknown[]): boolean {
  return begun.length > 0 && !isForOneInstance(newest.value);
}

function toStateWords({ newest }: CodeFailure, begun: readonly FactRevision<"deployment-target">[]): string {
  if (isLaunch(newest.value)) return ", and with it gave up the launch it was made for";
  if (begun.length === 0) return "; no target is known to have been left half-way";
  return `; ${toWords(begun.map(({ value }) => value.targetId))} had been begun and may be half-way`;
}
