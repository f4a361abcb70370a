import { toLookAtTarget, toRedeployAdvice, toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { citeGone, citeOpenTarget, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import type { Ghost, GhostTarget } from "#lib/rules/ghosts.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";

export const ghostDeploymentTarget = defineRule({
  id: "ghost-deployment-target",
  title: "A running deployment waits for an instance that is gone",
  severity: "critical",
  why: "The targets of a deployment seem to be fixed when it starts. A target that EC2 has terminated never answers; while the deployment waits for it, CodeDeploy starts no other deployment of the whole group.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ec2-instances.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toGhosts(facts).map((ghost) => toFinding(ghost, context));
  },
});

function toFinding(ghost: Ghost, context: CheckContext): RuleFinding {
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict(ghost, context),
    since: ghost.goneSince.at,
    summary: toSummary(ghost, context),
    evidence: [...citeGone(ghost.instance), ...ghost.openTargets.flatMap(citeOpenTarget)],
    disprovedBy: `A reading in which EC2 runs ${ghost.instanceId}, or in which the deployment has ended for it.`,
    advice: [
      ...ghost.openTargets.map((target) =>
        toLookAtTarget(target.deployment.value.id, ghost.instanceId, context.scope),
      ),
      {
        text: "Wait: CodeDeploy gives a dead target up by itself, within 5 minutes between lifecycle events and within 60 minutes inside one, as AWS documents it. Nothing else is lost by waiting.",
      },
      ...toStopAdvices(ghost.openTargets, context),
      toRedeployAdvice(context.scope),
    ],
  };
}

function toSummary(ghost: Ghost, context: CheckContext): string {
  const waits = ghost.openTargets.map(
    ({ deployment, revision }) => `${deployment.value.id} (${revision.value.status})`,
  );
  const noun = waits.length === 1 ? "Deployment" : "Deployments";
  const verb = waits.length === 1 ? "waits" : "wait";
  return `${noun} ${toWords(waits)} ${verb} for ${ghost.instanceId}, which is gone: ${toGoneWords(ghost.instance, context.now)}.`;
}

/** Deployments that a person or a pipeline made come first: stopping one made by Auto Scaling kills a launch. */
function toStopAdvices(targets: readonly GhostTarget[], context: CheckContext) {
  const deployments = targets.map(({ deployment }) => deployment.value);
  const isLaunch = (creator: string | undefined) => creator === "autoscaling";
  return [
    ...deployments.filter(({ creator }) => !isLaunch(creator)),
    ...deployments.filter(({ creator }) => isLaunch(creator)),
  ].map((deployment) => toStopAdvice(deployment, context.scope));
}
