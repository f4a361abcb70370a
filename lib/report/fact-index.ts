import { type ActivityMeaning, decodeActivity } from "#lib/domain/activity-text.ts";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

export type DecodedActivity = {
  readonly revision: FactRevision<"scaling-activity">;
  readonly meaning: ActivityMeaning;
};

/** The facts of one report, ready to be looked up. Built once: the parts of the report only ask it. */
export type FactIndex = {
  readonly facts: AllFacts;
  readonly group: DeploymentGroup | undefined;
  readonly instances: ReadonlyMap<string, FactRevision<"instance">>;
  readonly members: ReadonlyMap<string, FactRevision<"member">>;
  readonly targetsOf: ReadonlyMap<string, readonly FactRevision<"target">[]>;
  /** Newest first. */
  readonly activities: readonly DecodedActivity[];
  readonly activitiesOf: ReadonlyMap<string, readonly DecodedActivity[]>;
  /** Newest first. */
  readonly deployments: readonly FactRevision<"deployment">[];
  readonly targetsOfDeployment: ReadonlyMap<string, readonly FactRevision<"deployment-target">[]>;
  readonly targetLists: ReadonlyMap<string, FactRevision<"target-list">>;
};

export function indexFacts(facts: AllFacts): FactIndex {
  const activities = facts["scaling-activity"]
    .map((revision) => ({ revision, meaning: decodeActivity(revision.value) }))
    .sort(
      (a, b) =>
        b.revision.value.startTime - a.revision.value.startTime ||
        compareText(a.revision.entity, b.revision.entity),
    );
  return {
    facts,
    group: facts["deployment-group"][0]?.value,
    instances: new Map(facts.instance.map((revision) => [revision.value.id, revision])),
    members: new Map(facts.member.map((revision) => [revision.value.instanceId, revision])),
    targetsOf: groupBy(facts.target, ({ value }) => value.instanceId),
    activities,
    activitiesOf: groupBy(activities, ({ meaning }) => meaning.instanceId ?? ""),
    deployments: [...facts.deployment].sort(byCreation),
    targetsOfDeployment: groupBy(facts["deployment-target"], ({ value }) => value.deploymentId),
    targetLists: new Map(facts["target-list"].map((revision) => [revision.value.deploymentId, revision])),
  };
}

/** One whose creation is not said has just been made: it sorts first. */
function byCreation(a: FactRevision<"deployment">, b: FactRevision<"deployment">): number {
  const first = a.value.createTime ?? Number.POSITIVE_INFINITY;
  const second = b.value.createTime ?? Number.POSITIVE_INFINITY;
  if (first !== second) return first > second ? -1 : 1;
  return compareText(a.entity, b.entity);
}
