import { addSeconds, hourMs, toInstant } from "#lib/domain/time.ts";
import { eventNames } from "#lib/simulator/world/codedeploy/event-order.ts";
import { type GroupName, toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { setAutoScalingGroups } from "#lib/simulator/world/codedeploy/hooks.ts";
import { toRevision } from "#lib/simulator/world/codedeploy/revisions.ts";
import { findNamed, refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type {
  SimDeployment,
  SimDeploymentConfig,
  SimDeploymentGroup,
  SimRevision,
} from "#lib/simulator/world/state.ts";

/** What can be told of a deployment group, and changed later. */
export type DeploymentGroupSettings = Omit<
  SimDeploymentGroup,
  "id" | "application" | "name" | "autoScalingGroups" | "lastAttempted" | "lastSuccessful"
>;

export type DeploymentGroupOptions = Partial<DeploymentGroupSettings> & {
  readonly autoScalingGroups?: readonly string[];
  /** What was deployed successfully before the world began; new instances get it. None: they come up without software. */
  readonly revision?: SimRevision | string;
};

/** Builders of what CodeDeploy knows. */
export function setUpCodeDeploy(model: RegionModel) {
  const application = (name: string) => {
    if (model.state.applications.has(name)) return;
    model.state.applications.set(name, { name, id: model.world.ids.uuid(), createTime: model.world.now() });
  };
  return {
    /** An application; does nothing where it exists. */
    application,
    /** A deployment group, its application if need be, and its launch hooks on the Auto Scaling groups. */
    deploymentGroup(name: GroupName, options: DeploymentGroupOptions = {}): SimDeploymentGroup {
      const { autoScalingGroups = [], revision, ...rest } = options;
      if (model.state.deploymentGroups.has(toGroupKey(name)))
        refuse(`Deployment group ${toGroupKey(name)} already exists`);
      for (const wanted of autoScalingGroups)
        findNamed(model.state.autoScalingGroups, wanted, "No such Auto Scaling group");
      application(name.application);
      const group: SimDeploymentGroup = {
        id: model.world.ids.uuid(),
        application: name.application,
        name: name.group,
        serviceRoleArn: `arn:aws:iam::${model.state.account}:role/CodeDeployServiceRole`,
        configName: "CodeDeployDefault.OneAtATime",
        autoScalingGroups: [],
        terminationHookEnabled: false,
        tagFilters: [],
        tagSet: [],
        targetGroupNames: [],
        deploymentType: "IN_PLACE",
        trafficControl: (rest.targetGroupNames ?? []).length > 0,
        outdatedInstancesStrategy: "UPDATE",
        alarmNames: [],
        autoRollback: false,
        ...rest,
      };
      model.state.deploymentGroups.set(toGroupKey(name), group);
      setAutoScalingGroups(model, group, autoScalingGroups);
      if (revision !== undefined) addEarlierRelease(model, group, toRevision(name.application, revision));
      return group;
    },
    /** A deployment configuration of one's own. */
    deploymentConfig(config: SimDeploymentConfig) {
      model.state.deploymentConfigs.set(config.name, config);
    },
  };
}

/** A deployment that succeeded the day before, on an instance that EC2 has long forgotten. */
function addEarlierRelease(model: RegionModel, group: SimDeploymentGroup, revision: SimRevision): void {
  const { ids } = model.world;
  const createTime = toInstant(model.world.now() - 24 * hourMs);
  const startTime = addSeconds(createTime, 4);
  const traffic = group.trafficControl ? "with-traffic-control" : "without-traffic-control";
  const events = eventNames("in-place", traffic).map((name, index) => ({
    name,
    status: "Succeeded" as const,
    startTime: addSeconds(startTime, index * 10 + 1),
    endTime: addSeconds(startTime, index * 10 + 9),
  }));
  const completeTime = addSeconds(startTime, events.length * 10);
  const deployment: SimDeployment = {
    id: ids.deployment(),
    application: group.application,
    group: group.name,
    status: "Succeeded",
    creator: "user",
    createTime,
    startTime,
    completeTime,
    configName: group.configName,
    revision,
    deploymentType: "IN_PLACE",
    targets: [{ instanceId: ids.instance(), status: "Succeeded", lastUpdatedAt: completeTime, events }],
  };
  model.state.deployments.set(deployment.id, deployment);
  group.lastAttempted = deployment.id;
  group.lastSuccessful = deployment.id;
}
