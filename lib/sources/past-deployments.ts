import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { Fact, Revision } from "#lib/domain/fact.ts";
import { addMs, earlier, type Instant } from "#lib/domain/time.ts";
import { longestDeploymentMs } from "#lib/sources/look-back.ts";
import { type Stage, toPastRevisions } from "#lib/sources/past-revisions.ts";

type DeploymentFact = Fact<"deployment", Deployment>;

const source = "codedeploy-deployments";

/** A deployment was created, then in progress, then ended; its end is told no longer than our readings would tell it. */
export function toDeploymentPast(fact: DeploymentFact, readAt: Instant): readonly Revision[] {
  const { value } = fact;
  const { createTime, startTime, completeTime } = value;
  if (createTime === undefined) return [];
  const stages: Stage<Deployment>[] = [{ from: createTime, value: toOpen(value, "Created") }];
  if (startTime !== undefined)
    stages.push({ from: startTime, value: { ...toOpen(value, "InProgress"), startTime } });
  if (!isFinalDeployment(value)) return toPastRevisions(fact, { source, stages, end: readAt });
  // When it ended is not known, and so neither how long its last stage lasted.
  if (completeTime === undefined)
    return toPastRevisions(fact, { source, stages, end: earlier(readAt, startTime ?? createTime) });
  stages.push({ from: completeTime, value });
  const end = earlier(readAt, addMs(createTime, longestDeploymentMs));
  return toPastRevisions(fact, { source, stages, end });
}

/** Without what only its course brought. */
function toOpen(deployment: Deployment, status: string): Deployment {
  return {
    ...deployment,
    status,
    startTime: undefined,
    completeTime: undefined,
    errorCode: undefined,
    errorMessage: undefined,
    overview: undefined,
    rollbackDeploymentId: undefined,
    additionalStatus: undefined,
  };
}
