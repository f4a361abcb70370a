import type { GroupName } from "#lib/simulator/world/codedeploy/groups.ts";
import { type DeploymentGroupOptions, setUpCodeDeploy } from "#lib/simulator/world/set-up-code-deploy.ts";
import {
  type AutoScalingGroupOptions,
  type LaunchTemplateOptions,
  setUpCompute,
  type TargetGroupOptions,
} from "#lib/simulator/world/set-up-compute.ts";
import type { LaunchTemplate, SimWorld } from "#lib/simulator/world/sim-world.ts";

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
  const parts = { ...setUpCompute(model), ...setUpCodeDeploy(model) };
  return {
    ...parts,
    /** A whole service: launch template, target group, Auto Scaling group, application, deployment group with its hook. */
    service(name: GroupName, options: ServiceOptions = {}): Service {
      const autoScalingGroup = options.autoScalingGroupName ?? `asg-${name.group}`;
      const targetGroup =
        options.balanced === false ? undefined : (options.targetGroupName ?? `tg-${name.group}`);
      const targetGroups = targetGroup === undefined ? [] : [targetGroup];
      const launchTemplate = parts.launchTemplate(`lt-${name.group}`, options.launchTemplate);
      if (targetGroup !== undefined) parts.targetGroup(targetGroup, options.targetGroup);
      const desired = options.desired ?? 3;
      parts.autoScalingGroup(autoScalingGroup, {
        ...options.autoScalingGroup,
        desired,
        launchTemplate,
        targetGroups,
      });
      parts.deploymentGroup(name, {
        revision: "r1",
        autoScalingGroups: [autoScalingGroup],
        targetGroupNames: targetGroups,
        ...options.deploymentGroup,
      });
      return {
        ...name,
        autoScalingGroup,
        launchTemplate,
        ...(targetGroup === undefined ? {} : { targetGroup }),
      };
    },
  };
}
