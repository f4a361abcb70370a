import { createGroup, type GroupSettings } from "#lib/simulator/world/auto-scaling/create-group.ts";
import { launchInstance } from "#lib/simulator/world/ec2/instances.ts";
import { findTargetGroupNamed } from "#lib/simulator/world/elb/targets.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimInstance, SimTag, SimTargetGroup } from "#lib/simulator/world/state.ts";

export type LaunchTemplateOptions = Partial<
  Omit<LaunchTemplate, "id" | "name" | "version" | "imageId" | "profileArn">
> & {
  /** `none`: instances come up without an instance profile. */
  readonly profile?: "none";
};

export type TargetGroupOptions = Partial<
  Pick<SimTargetGroup, "loadBalancerArns" | "deregistrationDelaySeconds">
> & { readonly healthCheck?: Partial<SimTargetGroup["healthCheck"]> };

export type AutoScalingGroupOptions = Partial<
  Omit<
    GroupSettings,
    "name" | "desiredCapacity" | "launchTemplate" | "targetGroupArns" | "suspended" | "hooks"
  >
> & {
  readonly desired: number;
  readonly launchTemplate: LaunchTemplate;
  /** By name. */
  readonly targetGroups?: readonly string[];
};

/** Builders of what instances run in. */
export function setUpCompute(model: RegionModel) {
  const { state } = model;
  const { ids } = model.world;
  return {
    /** A launch template, version 1. */
    launchTemplate(name: string, options: LaunchTemplateOptions = {}): LaunchTemplate {
      const { profile, ...changes } = options;
      const profileArn = `arn:aws:iam::${state.account}:instance-profile/${name}`;
      const template: LaunchTemplate = {
        id: ids.launchTemplate(),
        name,
        version: 1,
        imageId: ids.image(),
        instanceType: "m6i.large",
        ...(profile === "none" ? {} : { profileArn }),
        agent: "alive",
        servesAtBoot: false,
        market: "on-demand",
        metadataEndpoint: "enabled",
        packagesAfterSeconds: 0,
        ...changes,
      };
      model.hidden.launchTemplates.set(template.id, template);
      return template;
    },
    /** A target group behind a load balancer: checks every 10 s, drains for 300 s. */
    targetGroup(name: string, options: TargetGroupOptions = {}): SimTargetGroup {
      if ([...state.targetGroups.values()].some((group) => group.name === name))
        refuse(`A target group with the name ${name} already exists`);
      const prefix = `arn:aws:elasticloadbalancing:${state.region}:${state.account}`;
      const group: SimTargetGroup = {
        arn: `${prefix}:targetgroup/${name}/${ids.arnTail()}`,
        name,
        port: 8080,
        protocol: "HTTP",
        vpcId: ids.vpc(),
        loadBalancerArns: options.loadBalancerArns ?? [
          `${prefix}:loadbalancer/app/alb-${name}/${ids.arnTail()}`,
        ],
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
      state.targetGroups.set(group.arn, group);
      return group;
    },
    /** An Auto Scaling group; its instances are launched as the world goes on, through whatever hooks there are then. */
    autoScalingGroup(name: string, options: AutoScalingGroupOptions): SimAutoScalingGroup {
      const { desired, launchTemplate, targetGroups = [], ...changes } = options;
      const { id, name: templateName, version } = launchTemplate;
      return createGroup(model, {
        name,
        minSize: Math.max(0, desired - 1),
        maxSize: Math.max(desired * 2, desired + 2),
        desiredCapacity: desired,
        healthCheckType: "EC2",
        healthCheckGraceSeconds: 300,
        zones: ["a", "b", "c"].map((letter) => `${state.region}${letter}`),
        targetGroupArns: targetGroups.map((wanted) => findTargetGroupNamed(model, wanted).arn),
        launchTemplate: { id, name: templateName, version: String(version) },
        tags: [{ key: "Name", value: name, propagateAtLaunch: true }],
        suspended: [],
        hooks: [],
        ...changes,
      });
    },
    /** An instance of its own, in no Auto Scaling group, for deployment groups that match by tags. */
    instance(options: {
      readonly launchTemplate: LaunchTemplate;
      readonly tags?: readonly SimTag[];
    }): SimInstance {
      const { launchTemplate: template, tags = [] } = options;
      return launchInstance(model, { template, zone: `${state.region}a`, tags });
    },
  };
}
