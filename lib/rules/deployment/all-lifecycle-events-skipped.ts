import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { isAllSkipped } from "#lib/rules/deployment/skipped-targets.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { cite, defineRule } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";

export const allLifecycleEventsSkipped = defineRule({
  id: "all-lifecycle-events-skipped",
  title: "Every lifecycle event was skipped: no agent took part",
  severity: "warning",
  why: "The deployment failed without a single event on a single target. Nothing of the revision was tried; the instances never asked for the work. The agent is missing or stopped, or it has no role, no way to CodeDeploy's endpoint, a wrong clock, or a machine without memory or disk to run on.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html"],
  thresholds: [recentThreshold],
  lookalikes: [
    "In a deployment that failed on one target, the targets that had not had their turn are skipped as well: this is only meant where no target did anything.",
    "Instances that were terminated before their turn look the same.",
  ],
  leadsTo: ["health-constraints"],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    // The target that was not read may be the one on which an event failed.
    if (context.partial.includes("codedeploy-targets")) return [];
    return toFailuresByCode(facts.deployment, ["HEALTH_CONSTRAINTS"]).flatMap((failure) => {
      const { id } = failure.newest.value;
      const targets = facts["deployment-target"].filter(({ value }) => value.deploymentId === id);
      const [first] = targets;
      if (first === undefined || !targets.every(isAllSkipped)) return [];
      return [
        toCodeFinding(failure, context, {
          means: `every lifecycle event of its targets was skipped, on ${toWords(targets.map(({ value }) => value.targetId))}`,
          disprovedBy: "A target of this deployment with an event that began.",
          evidence: targets.map((target) => {
            const events = target.value.events.map((event) => `${event.name} ${event.status}`).join(", ");
            return cite(target, "instanceTarget.lifecycleEvents", events);
          }),
          advice: [
            toLookAtTarget(id, first.value.targetId, context.scope),
            {
              text: "On one of the instances: is the agent installed and running, what does its log say last, does the instance have a role, and does it reach CodeDeploy on port 443? Correct that and deploy again.",
            },
          ],
        }),
      ];
    });
  },
});
