import { createGroup } from "#lib/simulator/world/auto-scaling/create-group.ts";
import { launchInstance } from "#lib/simulator/world/ec2/instances.ts";
import { Refusal } from "#lib/simulator/world/refusal.ts";
import type { LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimInstance, SimTag, SimTargetGroup } from "#lib/simulator/world/state.ts";

export type LaunchTemplateOptions = Partial<
  Pick<
    LaunchTemplate,
    "instanceType" | "agent" | "servesAtBoot" | "market" | "metadataEndpoint" | "packagesAfterSeconds"
  >
> & {
  /** `none`: instances come up without an instance profile. */
  readonly profile?: "none";
};

export type TargetGroupOptions = Partial<
  Pick<SimTargetGroup, "loadBalancerArns" | "deregistrationDelaySeconds">
> & { readonly healthCheck?: Partial<SimTargetGroup["healthCheck"]> };

export type AutoScalingGroupOptions = Partial<
  Pick<
    SimAutoScalingGroup,
    | "minSize"
    | "maxSize"
    | "healthCheckType"
    | "healthCheckGraceSeconds"
    | "zones"
    | "tags"
    | "maxInstanceLifetimeSeconds"
    | "capacityRebalance"
    | "warmPool"
    | "terminateHookAbandon"
  >
> & {
  readonly desired: number;
  readonly launchTemplate: LaunchTemplate;
  /** By name. */
  readonly targetGroups?: readonly string[];
};

export type InstanceOptions = {
  readonly launchTemplate: LaunchTemplate;
  readonly tags?: readonly SimTag[];
};

export function addLaunchTemplate(
  model: RegionModel,
  name: string,
  options: LaunchTemplateOptions,
): LaunchTemplate {
  const template: LaunchTemplate = {
    id: model.world.ids.launchTemplate(),
    name,
    version: 1,
    imageId: model.world.ids.image(),
    instanceType: options.instanceType ?? "m6i.large",
    ...(options.profile === "none" ? {} : { profileArn: profileOf(model, name) }),
    agent: options.agent ?? "alive",
    servesAtBoot: options.servesAtBoot ?? false,
    market: options.market ?? "on-demand",
    metadataEndpoint: options.metadataEndpoint ?? "enabled",
    packagesAfterSeconds: options.packagesAfterSeconds ?? 0,
  };
  model.hidden.launchTemplates.set(template.id, template);
  return template;
}

function profileOf(model: RegionModel, launchTemplate: string): string {
  return `arn:aws:iam::${model.state.account}:instance-profile/${launchTemplate}`;
}

export function addTargetGroup(
  model: RegionModel,
  name: string,
  options: TargetGroupOptions,
): SimTargetGroup {
  const { account, region } = model.state;
  const { ids } = model.world;
  if ([...model.state.targetGroups.values()].some((group) => group.name === name)) {
    throw new Refusal("DuplicateTargetGroupName", `A target group with the name ${name} already exists`);
  }
  const prefix = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const group: SimTargetGroup = {
    arn: `${prefix}:targetgroup/${name}/${ids.arnTail()}`,
    name,
    port: 8080,
    protocol: "HTTP",
    vpcId: ids.vpc(),
    loadBalancerArns: options.loadBalancerArns ?? [`${prefix}:loadbalancer/app/alb-${name}/${ids.arnTail()}`],
    deregistrationDelaySeconds: options.deregistrationDelaySeconds ?? 300,
    healthCheck: {
      path: "/health",
      intervalSeconds: 10,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      ...options.healthCheck,
    },
    targets: [],
  };
  model.state.targetGroups.set(group.arn, group);
  return group;
}

export function addAutoScalingGroup(
  model: RegionModel,
  name: string,
  options: AutoScalingGroupOptions,
): SimAutoScalingGroup {
  const { desired, launchTemplate } = options;
  const { maxInstanceLifetimeSeconds, capacityRebalance, warmPool, terminateHookAbandon } = options;
  const targetGroupArns = (options.targetGroups ?? []).map((wanted) => {
    const found = [...model.state.targetGroups.values()].find((group) => group.name === wanted);
    if (found !== undefined) return found.arn;
    throw new Refusal("ValidationError", `One or more target groups not found: ${wanted}`);
  });
  return createGroup(model, {
    name,
    minSize: options.minSize ?? Math.max(0, desired - 1),
    maxSize: options.maxSize ?? Math.max(desired * 2, desired + 2),
    desiredCapacity: desired,
    healthCheckType: options.healthCheckType ?? "EC2",
    healthCheckGraceSeconds: options.healthCheckGraceSeconds ?? 300,
    zones: options.zones ?? ["a", "b", "c"].map((letter) => `${model.state.region}${letter}`),
    targetGroupArns,
    launchTemplate: {
      id: launchTemplate.id,
      name: launchTemplate.name,
      version: String(launchTemplate.version),
    },
    tags: options.tags ?? [{ key: "Name", value: name, propagateAtLaunch: true }],
    suspended: [],
    hooks: [],
    ...(maxInstanceLifetimeSeconds === undefined ? {} : { maxInstanceLifetimeSeconds }),
    ...(capacityRebalance === undefined ? {} : { capacityRebalance }),
    ...(warmPool === undefined ? {} : { warmPool }),
    ...(terminateHookAbandon === undefined ? {} : { terminateHookAbandon }),
  });
}

export function addInstance(model: RegionModel, options: InstanceOptions): SimInstance {
  return launchInstance(model, {
    template: options.launchTemplate,
    zone: `${model.state.region}a`,
    tags: options.tags ?? [],
  });
}
