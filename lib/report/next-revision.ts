import { isFinalActivity } from "#lib/domain/auto-scaling.ts";
import { type DeploymentRef, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { NameInstance } from "#lib/report/names.ts";
import { toNullable } from "#lib/report/nullable.ts";
import type { NextRevision } from "#lib/report/schema.ts";
import { toWords } from "#lib/rules/wording.ts";

/** Which revision CodeDeploy would give to an instance that is launched now (CD:integrations-aws-auto-scaling). */
export function toNextRevision(index: FactIndex, name: NameInstance): NextRevision | null {
  const { group } = index;
  if (group === undefined) return null;
  const last = toRef(group.lastSuccessful, index);
  const attempted = toRef(group.lastAttempted, index);
  const launching = toLaunching(index);
  const differs = isDifferent(last, attempted);
  return {
    revision: last?.revision ?? null,
    deploymentId: last?.deploymentId ?? null,
    lastAttempted: attempted ?? null,
    differs,
    warning: toNullable(toWarning({ last, attempted, differs, launching, index, name })),
    launching: [...launching],
  };
}

type Ref = NonNullable<NextRevision["lastAttempted"]>;

function toRef(ref: DeploymentRef | undefined, index: FactIndex): Ref | undefined {
  if (ref === undefined) return undefined;
  const deployment = index.deployments.find(({ value }) => value.id === ref.deploymentId)?.value;
  return {
    deploymentId: ref.deploymentId,
    status: toNullable(deployment?.status ?? ref.status),
    revision: toNullable(deployment?.revision?.label),
  };
}

/** Two deployments of one revision do not differ; of one that could not be read nobody knows, so they may. */
function isDifferent(last: Ref | undefined, attempted: Ref | undefined): boolean {
  if (attempted === undefined || attempted.deploymentId === last?.deploymentId) return false;
  return last?.revision == null || last.revision !== attempted.revision;
}

/** The members on their way in, and launches that are no members yet. */
function toLaunching({ facts, activities }: FactIndex): readonly string[] {
  const members = facts.member
    .filter(({ value }) => /^Pending(:|$)/.test(value.lifecycleState))
    .map(({ value }) => value.instanceId);
  const begun = activities
    .filter(({ meaning, revision }) => meaning.kind === "launch" && !isFinalActivity(revision.value))
    .flatMap(({ meaning }) => meaning.instanceId ?? []);
  return [...new Set([...members, ...begun])];
}

type WarningInput = {
  readonly last: Ref | undefined;
  readonly attempted: Ref | undefined;
  readonly differs: boolean;
  readonly launching: readonly string[];
  readonly index: FactIndex;
  readonly name: NameInstance;
};

function toWarning({ last, attempted, differs, launching, index, name }: WarningInput): string | undefined {
  const whom =
    launching.length > 0 ? `${toWords(launching.map(name))}, launched now,` : "An instance launched now";
  if (last === undefined) {
    return `No deployment to this group has succeeded, as far as CodeDeploy says. ${whom} gets what nothing documents.`;
  }
  if (!differs || attempted === undefined) return undefined;
  const gets = `${whom} gets ${toLabel(last)}, not ${toLabel(attempted)}`;
  if (attempted.status === null) return `${gets}.`;
  if (isFinalDeployment({ status: attempted.status }))
    return `${gets}, which was attempted last and is ${attempted.status}.`;
  const after =
    index.group?.outdatedInstancesStrategy === "IGNORE"
      ? "and stays on it: this group does not bring outdated instances up to date"
      : "until a follow-on deployment of CodeDeploy's brings it up to date";
  return `${gets}, which is being deployed (${attempted.status}), ${after}.`;
}

function toLabel({ revision, deploymentId }: Ref): string {
  return revision === null ? `the revision of ${deploymentId}` : `${revision} (${deploymentId})`;
}
