import * as z from "zod";
import type { DeploymentTarget, LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { maybe } from "#lib/sources/parse-rows.ts";

const EventRow = defineRow<LifecycleEvent>({
  name: ["lifecycleEventName", z.string()],
  status: ["status", z.string()],
  startTime: ["startTime", maybe.time],
  endTime: ["endTime", maybe.time],
  diagnostics: [
    "diagnostics",
    z
      .object({ errorCode: maybe.text, scriptName: maybe.text, message: maybe.text, logTail: maybe.text })
      .optional(),
  ],
});

type TargetMember = "targetId" | "status" | "label" | "lastUpdatedAt" | "events";

/** One row of BatchGetDeploymentTargets. Deployments to ECS, Lambda and CloudFormation have other targets: not ours. */
export const DeploymentTargetRow = defineRow<Pick<DeploymentTarget, TargetMember>>({
  targetId: ["instanceTarget.targetId", z.string()],
  status: ["instanceTarget.status", z.string()],
  label: ["instanceTarget.instanceLabel", maybe.text],
  lastUpdatedAt: ["instanceTarget.lastUpdatedAt", maybe.time],
  events: ["instanceTarget.lifecycleEvents", z.array(EventRow).default([])],
});
