import * as z from "zod";
import type { AutoScalingGroup, Member } from "#lib/domain/auto-scaling.ts";
import { AwsNames, AwsTags, AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();
const LaunchTemplate = z.object({ LaunchTemplateName: text, LaunchTemplateId: text, Version: text });

/** One group of DescribeAutoScalingGroups. Its members are left unparsed: one bad member must not cost the group. */
export const AutoScalingGroupRow = z
  .object({
    AutoScalingGroupName: z.string(),
    AutoScalingGroupARN: text,
    MinSize: z.number(),
    MaxSize: z.number(),
    DesiredCapacity: z.number(),
    Status: text,
    CreatedTime: AwsTime.optional(),
    HealthCheckType: text,
    HealthCheckGracePeriod: z.number().optional(),
    TargetGroupARNs: AwsNames,
    SuspendedProcesses: z.array(z.object({ ProcessName: z.string(), SuspensionReason: text })).default([]),
    LaunchTemplate: LaunchTemplate.optional(),
    MixedInstancesPolicy: z
      .object({
        LaunchTemplate: z.object({ LaunchTemplateSpecification: LaunchTemplate.optional() }).optional(),
      })
      .optional(),
    InstanceLifecyclePolicy: z
      .object({ RetentionTriggers: z.object({ TerminateHookAbandon: text }).optional() })
      .optional(),
    MaxInstanceLifetime: z.number().optional(),
    CapacityRebalance: z.boolean().optional(),
    WarmPoolSize: z.number().optional(),
    Tags: AwsTags,
    Instances: z.unknown().optional(),
  })
  .transform((row): { readonly group: AutoScalingGroup; readonly memberRows: unknown } => {
    const template =
      row.LaunchTemplate ?? row.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
    const group: AutoScalingGroup = {
      name: row.AutoScalingGroupName,
      arn: row.AutoScalingGroupARN,
      minSize: row.MinSize,
      maxSize: row.MaxSize,
      desiredCapacity: row.DesiredCapacity,
      status: row.Status,
      createdTime: row.CreatedTime,
      healthCheckType: row.HealthCheckType,
      healthCheckGraceSeconds: row.HealthCheckGracePeriod,
      targetGroupArns: row.TargetGroupARNs,
      suspendedProcesses: row.SuspendedProcesses.map(({ ProcessName, SuspensionReason }) => ({
        name: ProcessName,
        reason: SuspensionReason,
      })).sort((left, right) => (left.name < right.name ? -1 : 1)),
      launchTemplateVersion: template?.Version,
      launchTemplateName: template?.LaunchTemplateName ?? template?.LaunchTemplateId,
      terminateHookAbandon: row.InstanceLifecyclePolicy?.RetentionTriggers?.TerminateHookAbandon,
      maxInstanceLifetimeSeconds: row.MaxInstanceLifetime,
      capacityRebalance: row.CapacityRebalance,
      warmPoolSize: row.WarmPoolSize,
      tags: row.Tags,
    };
    return { group, memberRows: row.Instances };
  });

/** One row of a group's Instances. */
export const MemberRow = z
  .object({
    InstanceId: z.string(),
    LifecycleState: z.string(),
    HealthStatus: text,
    AvailabilityZone: text,
    ProtectedFromScaleIn: z.boolean().optional(),
    LaunchTemplate: LaunchTemplate.optional(),
  })
  .transform(
    (row): Omit<Member, "group"> => ({
      instanceId: row.InstanceId,
      lifecycleState: row.LifecycleState,
      healthStatus: row.HealthStatus,
      zone: row.AvailabilityZone,
      protectedFromScaleIn: row.ProtectedFromScaleIn,
      launchTemplateVersion: row.LaunchTemplate?.Version,
    }),
  );
