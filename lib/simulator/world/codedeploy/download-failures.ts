import { toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { toRevisionKey } from "#lib/simulator/world/codedeploy/revisions.ts";
import type { EventPlace } from "#lib/simulator/world/codedeploy/target-record.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimLifecycleEvent } from "#lib/simulator/world/state.ts";

type Diagnostics = SimLifecycleEvent["diagnostics"];

/** What the agent itself cannot do: fetch the bundle, put its files in place, find what scripts need. */
export function findAgentFailure(model: RegionModel, place: EventPlace): Diagnostics {
  const { event, target, deployment } = place;
  const machine = model.hidden.machines.get(target.instanceId);
  if (event.name === "DownloadBundle") return findDownloadFailure(model, place);
  if (event.name === "Install") {
    const installedBy = machine?.installedBy.get(toGroupKey(deployment));
    const group = model.state.deploymentGroups.get(toGroupKey(deployment));
    if (installedBy === undefined || installedBy === group?.id) return undefined;
    return toUnknown(
      `The deployment failed because a specified file already exists at this location: /srv/${deployment.application}/index.js`,
    );
  }
  const lacksPackages = machine !== undefined && (event.startTime ?? 0) < machine.packagesAt;
  if (event.name !== "BeforeInstall" || !lacksPackages) return undefined;
  const scriptName = "scripts/before-install.sh";
  return {
    errorCode: "ScriptFailed",
    scriptName,
    message: `Script at specified location: ${scriptName} run as user root failed with exit code 127`,
    logTail: `LifecycleEvent - BeforeInstall\nScript - ${scriptName}\n[stderr]${scriptName}: line 4: node: command not found\n`,
  };
}

/** CD:troubleshooting-deployments; S3's own words for a role without s3:GetObject and for a key that is gone. */
function findDownloadFailure(model: RegionModel, place: EventPlace): Diagnostics {
  const { target, deployment } = place;
  const profile = model.state.instances.get(target.instanceId)?.profileArn;
  if (profile !== undefined && model.hidden.deniedProfiles.has(profile)) return toUnknown("Access Denied");
  const fault = model.hidden.badRevisions.get(toRevisionKey(deployment.revision));
  return fault?.kind === "deleted" ? toUnknown("The specified key does not exist.") : undefined;
}

function toUnknown(message: string): Diagnostics {
  return { errorCode: "UnknownError", scriptName: "", message, logTail: "" };
}
