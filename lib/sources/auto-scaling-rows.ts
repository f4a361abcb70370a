import * as z from "zod";
import type { AutoScalingGroup, Member } from "#lib/domain/auto-scaling.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { AwsNames, AwsTags, maybe } from "#lib/sources/parse-rows.ts";

const SuspendedProcesses = z
  .array(
    defineRow<AutoScalingGroup["suspendedProcesses"][number]>({
      name: ["ProcessName", z.string()],
      reason: ["SuspensionReason", maybe.text],
    }),
  )
  .default([])
  .transform((processes) => processes.sort((left, right) => (left.name < right.name ? -1 : 1)));

/** What else AWS says of where the launch template stands. */
type Template = Readonly<Record<"templateId" | "mixedVersion" | "mixedName" | "mixedId", string | undefined>>;
const mixed = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification";

/** One group of DescribeAutoScalingGroups. Its members are left unparsed: one bad member must not cost the group. */
export const AutoScalingGroupRow = defineRow<AutoScalingGroup & Template & { readonly memberRows: unknown }>({
  name: ["AutoScalingGroupName", z.string()],
  arn: ["AutoScalingGroupARN", maybe.text],
  minSize: ["MinSize", z.number()],
  maxSize: ["MaxSize", z.number()],
  desiredCapacity: ["DesiredCapacity", z.number()],
  status: ["Status", maybe.text],
  createdTime: ["CreatedTime", maybe.time],
  healthCheckType: ["HealthCheckType", maybe.text],
  healthCheckGraceSeconds: ["HealthCheckGracePeriod", maybe.number],
  targetGroupArns: ["TargetGroupARNs", AwsNames],
  suspendedProcesses: ["SuspendedProcesses", SuspendedProcesses],
  launchTemplateVersion: ["LaunchTemplate.Version", maybe.text],
  launchTemplateName: ["LaunchTemplate.LaunchTemplateName", maybe.text],
  templateId: ["LaunchTemplate.LaunchTemplateId", maybe.text],
  mixedVersion: [`${mixed}.Version`, maybe.text],
  mixedName: [`${mixed}.LaunchTemplateName`, maybe.text],
  mixedId: [`${mixed}.LaunchTemplateId`, maybe.text],
  terminateHookAbandon: ["InstanceLifecyclePolicy.RetentionTriggers.TerminateHookAbandon", maybe.text],
  maxInstanceLifetimeSeconds: ["MaxInstanceLifetime", maybe.number],
  capacityRebalance: ["CapacityRebalance", maybe.flag],
  warmPoolSize: ["WarmPoolSize", maybe.number],
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
  healthStatus: ["HealthStatus", maybe.text],
  zone: ["AvailabilityZone", maybe.text],
  protectedFromScaleIn: ["ProtectedFromScaleIn", maybe.flag],
  launchTemplateVersion: ["LaunchTemplate.Version", maybe.text],
});
