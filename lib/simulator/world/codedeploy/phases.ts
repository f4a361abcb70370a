import { failDeployment, isFinal } from "#lib/simulator/world/codedeploy/deployments.ts";
import { runTarget } from "#lib/simulator/world/codedeploy/target-run.ts";
import type { DeploymentPhase, DeploymentRun, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentTarget } from "#lib/simulator/world/state.ts";

const tooFewHealthy = {
  errorCode: "HEALTH_CONSTRAINTS",
  errorMessage:
    "The overall deployment failed because too many individual instances failed deployment, too few healthy instances " +
    "are available for deployment, or some instances in your deployment group are experiencing problems.",
};

/** Starts the turns that are due, and ends the deployment when the last phase has passed or any cannot any more. */
export function advanceDeployment(model: RegionModel, deployment: SimDeployment): void {
  const run = model.hidden.runs.get(deployment.id);
  if (run === undefined || isFinal(deployment) || deployment.targets === undefined) return;
  for (const phase of run.phases) {
    const verdict = advancePhase(model, { deployment, run, phase });
    if (verdict === "running") return;
    if (verdict === "failed") {
      failDeployment(model, deployment, tooFewHealthy);
      return;
    }
    if (phase === run.phases.at(-1)) phase.passed();
  }
}

export function connectPhases(model: RegionModel): void {
  model.on("deployment-target", (signal) => {
    const deployment = model.state.deployments.get(signal.deploymentId);
    if (deployment !== undefined && (isEnded(signal.to) || signal.to === "Ready"))
      advanceDeployment(model, deployment);
  });
}

type PhaseRun = {
  readonly deployment: SimDeployment;
  readonly run: DeploymentRun;
  readonly phase: DeploymentPhase;
};

function advancePhase(model: RegionModel, phaseRun: PhaseRun): "running" | "passed" | "failed" {
  const { deployment, run, phase } = phaseRun;
  const targets = (deployment.targets ?? []).filter((target) =>
    phase.instanceIds.includes(target.instanceId),
  );
  const failed = targets.filter((target) => target.status === "Failed").length;
  const waiting = targets.filter((target) => !run.turns.has(target.instanceId));
  const ready = targets.filter((target) => target.status === "Ready").length;
  let underWay = targets.filter(
    (target) => run.turns.has(target.instanceId) && !isEnded(target.status) && target.status !== "Ready",
  ).length;
  while (waiting.length > 0 && underWay + failed < phase.mayBeDown) {
    const next = waiting.shift();
    if (next === undefined) break;
    takeTurn(model, phaseRun, next);
    underWay += 1;
  }
  if (underWay > 0) return "running";
  if (ready > 0 && waiting.length === 0) {
    if (deployment.status === "InProgress") phase.allReady?.();
    return "running";
  }
  const succeeded = targets.filter((target) => target.status === "Succeeded").length;
  return waiting.length === 0 && succeeded >= phase.mustSucceed ? "passed" : "failed";
}

function takeTurn(model: RegionModel, phaseRun: PhaseRun, target: SimDeploymentTarget): void {
  const { deployment, run } = phaseRun;
  run.turns.add(target.instanceId);
  model.world.afterAbout(1, () => runTarget(model, { deployment, target, run }));
}

function isEnded(status: SimDeploymentTarget["status"]): boolean {
  return ["Succeeded", "Failed", "Skipped", "Unknown"].includes(status);
}
