import * as z from "zod";
import type { DeploymentTarget, LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();

const EventRow = z
  .object({
    lifecycleEventName: z.string(),
    status: z.string(),
    startTime: AwsTime.optional(),
    endTime: AwsTime.optional(),
    diagnostics: z.object({ errorCode: text, scriptName: text, message: text, logTail: text }).optional(),
  })
  .transform(
    ({ lifecycleEventName, status, startTime, endTime, diagnostics }): LifecycleEvent => ({
      name: lifecycleEventName,
      status,
      startTime,
      endTime,
      diagnostics,
    }),
  );

/** One row of BatchGetDeploymentTargets. Deployments to ECS, Lambda and CloudFormation have other targets: not ours. */
export const DeploymentTargetRow = z
  .object({
    instanceTarget: z.object({
      targetId: z.string(),
      status: z.string(),
      lastUpdatedAt: AwsTime.optional(),
      lifecycleEvents: z.array(EventRow).default([]),
      instanceLabel: text,
    }),
  })
  .transform(
    ({ instanceTarget: target }): Omit<DeploymentTarget, "deploymentId"> => ({
      targetId: target.targetId,
      status: target.status,
      label: target.instanceLabel,
      lastUpdatedAt: target.lastUpdatedAt,
      events: target.lifecycleEvents,
    }),
  );
