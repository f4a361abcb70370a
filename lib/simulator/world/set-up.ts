import type { GroupName } from "#lib/simulator/world/codedeploy/groups.ts";
import {
  addApplication,
  addDeploymentGroup,
  type DeploymentGroupOptions,
} from "#lib/simulator/world/set-up-code-deploy.ts";
import {
  type AutoScalingGroupOptions,
  addAutoScalingGroup,
  addInstance,
  addLaunchTemplate,
  addTargetGroup,
  type InstanceOptions,
  type LaunchTemplateOptions,
  type TargetGroupOptions,
} from "#lib/simulator/world/set-up-compute.ts";
import type { LaunchTemplate, RegionModel, SimWorld } from "#lib/simulator/world/sim-world.ts";
import type { SimDeploymentConfig } from "#lib/simulator/world/state.ts";

export type ServiceOptions = {
  /** 3 unless told. */
  readonly desired?: number;
  /** Names; else `asg-`, `tg-` and `lt-` before the deployment group's name. */
  readonly autoScalingGroupName?: string;
  readonly targetGroupName?: string;
  /** False: no target group and no traffic control. */
  readonly balanced?: boolean;
  readonly launchTemplate?: LaunchTemplateOptions;
  readonly targetGroup?: TargetGroupOptions;
  readonly autoScalingGroup?: Partial<
    Omit<AutoScalingGroupOptions, "desired" | "launchTemplate" | "targetGroups">
  >;
  /** `revision` is `r1` unless told; undefined spelt out: nothing was ever deployed. */
  readonly deploymentGroup?: DeploymentGroupOptions;
};

/** The names and parts of what `service` has put up. */
export type Service = GroupName & {
  readonly autoScalingGroup: string;
  readonly targetGroup?: string;
  readonly launchTemplate: LaunchTemplate;
};

/** Builders that put things into one account's region. Whatever is not told gets a sensible default. */
export function setUp(world: SimWorld, account: string, region: string) {
  const model = world.model(account, region);
  return {
    /** A launch template, version 1. */
    launchTemplate: (name: string, options: LaunchTemplateOptions = {}) =>
      addLaunchTemplate(model, name, options),
    /** A target group behind a load balancer: checks every 10 s, drains for 300 s. */
    targetGroup: (name: string, options: TargetGroupOptions = {}) => addTargetGroup(model, name, options),
    /** An Auto Scaling group; its instances are launched as the world goes on, through whatever hooks there are then. */
    autoScalingGroup: (name: string, options: AutoScalingGroupOptions) =>
      addAutoScalingGroup(model, name, options),
    /** An application; does nothing where it exists. */
    application: (name: string) => addApplication(model, name),
    /** A deployment group, its application if need be, and its launch hooks on the Auto Scaling groups. */
    deploymentGroup: (name: GroupName, options: DeploymentGroupOptions = {}) =>
      addDeploymentGroup(model, name, options),
    /** A deployment configuration of one's own. */
    deploymentConfig(config: SimDeploymentConfig) {
      model.state.deploymentConfigs.set(config.name, config);
    },
    /** A whole service: launch template, target group, Auto Scaling group, application, deployment group with its hook. */
    service: (name: GroupName, options: ServiceOptions = {}) => addService(model, name, options),
    /** An instance of its own, in no Auto Scaling group, for deployment groups that match by tags. */
    instance: (options: InstanceOptions) => addInstance(model, options),
  };
}

function addService(model: RegionModel, name: GroupName, options: ServiceOptions): Service {
  const autoScalingGroup = options.autoScalingGroupName ?? `asg-${name.group}`;
  const targetGroup =
    options.balanced === false ? undefined : (options.targetGroupName ?? `tg-${name.group}`);
  const targetGroups = targetGroup === undefined ? [] : [targetGroup];
  const launchTemplate = addLaunchTemplate(model, `lt-${name.group}`, options.launchTemplate ?? {});
  if (targetGroup !== undefined) addTargetGroup(model, targetGroup, options.targetGroup ?? {});
  addAutoScalingGroup(model, autoScalingGroup, {
    ...options.autoScalingGroup,
    desired: options.desired ?? 3,
    launchTemplate,
    targetGroups,
  });
  addDeploymentGroup(model, name, {
    revision: "r1",
    autoScalingGroups: [autoScalingGroup],
    targetGroupNames: targetGroups,
    ...options.deploymentGroup,
  });
  return { ...name, autoScalingGroup, launchTemplate, ...(targetGroup === undefined ? {} : { targetGroup }) };
}
