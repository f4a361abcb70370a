import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import type { DeploymentGroupOptions } from "#lib/simulator/world/set-up-code-deploy.ts";
import type { DeploymentFault } from "#lib/simulator/world/sim-world.ts";

type FailedStart = Pick<Story, "id" | "title"> & {
  readonly application: string;
  readonly fault: DeploymentFault;
  readonly deploymentGroup?: DeploymentGroupOptions;
};

/** A release that ends before any target is asked, for a reason that AWS does not show beyond its code. */
export function defineFailedStart(start: FailedStart): Story {
  const { id, title, application, fault, deploymentGroup = {} } = start;
  return defineStory({
    id,
    region: "us-east-1",
    title,
    play({ build, operator, minutesAgo }) {
      const group = { application, group: `prod-${application}` };
      build.service(group, { desired: 2, balanced: false, deploymentGroup });
      minutesAgo(22, () => operator.failDeployments(group, fault));
      minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    },
  });
}
