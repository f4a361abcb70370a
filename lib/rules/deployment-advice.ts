import type { Deployment } from "#lib/domain/code-deploy.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import type { Advice } from "#lib/rules/rule.ts";

type Region = Pick<Place, "region">;

/** Reads what CodeDeploy says about one target; changes nothing. */
export function toLookAtTarget(deploymentId: string, targetId: string, place: Region): Advice {
  return {
    text: `Look first: what CodeDeploy says about ${targetId} in ${deploymentId}. It changes nothing.`,
    command: toCommand(place, [
      "deploy",
      "get-deployment-target",
      "--deployment-id",
      deploymentId,
      "--target-id",
      targetId,
    ]),
  };
}

/** What stopping costs depends on who made the deployment (CD:integrations-aws-auto-scaling). */
export function toStopAdvice(deployment: Deployment, place: Region): Advice {
  return {
    text: toStopText(deployment),
    command: toCommand(place, ["deploy", "stop-deployment", "--deployment-id", deployment.id]),
  };
}

function toStopText({ id, creator }: Deployment): string {
  if (creator === "autoscaling") {
    return `Dangerous: ${id} was made for a launch. Stopping it abandons the launch hook; the instance it launches is terminated and replaced, and the next one waits again. Rather find what it waits for.`;
  }
  if (creator === "autoscalingTermination") {
    return `Stop ${id}, which was made for a termination: the instance may end without the scripts that take it out of traffic.`;
  }
  return `Stop ${id}. Not reversible: instances it had begun are left as they are, half-way if so; deploy again afterwards. Check first that no deployment made by Auto Scaling is meant.`;
}

/** A new fleet deployment of the revision that last succeeded or of another: the operator chooses which. */
export function toRedeployAdvice(scope: Scope): Advice {
  return {
    text: "Afterwards deploy again; which revision is yours to choose. This lists what was deployed lately.",
    command: toCommand(scope, [
      "deploy",
      "list-deployments",
      "--application-name",
      scope.application,
      "--deployment-group-name",
      scope.group,
      "--max-items",
      "10",
    ]),
  };
}
