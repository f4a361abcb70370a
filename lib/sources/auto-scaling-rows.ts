import * as z from "zod";
import type { AutoScalingGroup, Member } from "#lib/domain/auto-scaling.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { AwsNames, AwsTags, AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();

const SuspendedProcesses = z
  .array(
    defineRow<AutoScalingGroup["suspendedProcesses"][number]>({
      name: ["ProcessName", z.string()],
      reason: ["SuspensionReason", text],
    }),
  )
  .default([])
  .transform((processes) => processes.sort((left, right) => (left.name < right.name ? -1 : 1)));

/** What else AWS says of where the launch template stands. */
type Template = {
  readonly templateId: string | undefined;
  readonly mixedVersion: string | undefined;
  readonly mixedName: string | undefined;
  readonly mixedId: string | undefined;
};
const mixed = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification";

/** One group of DescribeAutoScalingGroups. Its members are left unparsed: one bad member must not cost the group. */
export const AutoScalingGroupRow = defineRow<AutoScalingGroup & Template & { readonly memberRows: unknown }>({
  name: ["AutoScalingGroupName", z.string()],
  arn: ["AutoScalingGroupARN", text],
  minSize: ["MinSize", z.number()],
  maxSize: ["MaxSize", z.number()],
  desiredCapacity: ["DesiredCapacity", z.number()],
  status: ["Status", text],
  createdTime: ["CreatedTime", AwsTime.optional()],
  healthCheckType: ["HealthCheckType", text],
  healthCheckGraceSeconds: ["HealthCheckGracePeriod", z.number().optional()],
  targetGroupArns: ["TargetGroupARNs", AwsNames],
  suspendedProcesses: ["SuspendedProcesses", SuspendedProcesses],
  launchTemplateVersion: ["LaunchTemplate.Version", text],
  launchTemplateName: ["LaunchTemplate.LaunchTemplateName", text],
  templateId: ["LaunchTemplate.LaunchTemplateId", text],
  mixedVersion: [`${mixed}.Version`, text],
  mixedName: [`${mixed}.LaunchTemplateName`, text],
  mixedId: [`${mixed}.LaunchTemplateId`, text],
  terminateHookAbandon: ["InstanceLifecyclePolicy.RetentionTriggers.TerminateHookAbandon", text],
  maxInstanceLifetimeSeconds: ["MaxInstanceLifetime", z.number().optional()],
  capacityRebalance: ["CapacityRebalance", z.boolean().optional()],
  warmPoolSize: ["WarmPoolSize", z.number().optional()],
  tags: ["Tags", AwsTags],
  memberRows: ["Instances", z.unknown().optional()],
}).transform(({ memberRows, templateId, mixedVersion, mixedName, mixedId, ...row }) => {
  const group: AutoScalingGroup = {
    ...row,
    launchTemplateVersion: row.launchTemplateVersion ?? mixedVersion,
    launchTemplateName: row.launchTemplateName ?? templateId ?? mixedName ?? mixedId,
  };
  return { group, memberRows };
});

/** One row of a group's Instances. */
export const MemberRow = defineRow<Omit<Member, "group">>({
  instanceId: ["InstanceId", z.string()],
  lifecycleState: ["LifecycleState", z.string()],
  healthStatus: ["HealthStatus", text],
  zone: ["AvailabilityZone", text],
  protectedFromScaleIn: ["ProtectedFromScaleIn", z.boolean().optional()],
  launchTemplateVersion: ["LaunchTemplate.Version", text],
});
