import * as z from "zod";
import type { DeploymentTarget, LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();

const EventRow = defineRow<LifecycleEvent>({
  name: ["lifecycleEventName", z.string()],
  status: ["status", z.string()],
  startTime: ["startTime", AwsTime.optional()],
  endTime: ["endTime", AwsTime.optional()],
  diagnostics: [
    "diagnostics",
    z.object({ errorCode: text, scriptName: text, message: text, logTail: text }).optional(),
  ],
});

type TargetMember = "targetId" | "status" | "label" | "lastUpdatedAt" | "events";

/** One row of BatchGetDeploymentTargets. Deployments to ECS, Lambda and CloudFormation have other targets: not ours. */
export const DeploymentTargetRow = defineRow<Pick<DeploymentTarget, TargetMember>>({
  targetId: ["instanceTarget.targetId", z.string()],
  status: ["instanceTarget.status", z.string()],
  label: ["instanceTarget.instanceLabel", text],
  lastUpdatedAt: ["instanceTarget.lastUpdatedAt", AwsTime.optional()],
  events: ["instanceTarget.lifecycleEvents", z.array(EventRow).default([])],
});
