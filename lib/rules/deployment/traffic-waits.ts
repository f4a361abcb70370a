import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { toOpenTargets } from "#lib/rules/ghosts.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

/** One lifecycle event of one target, with its deployment. */
export type TargetEvent = {
  readonly deployment: FactRevision<"deployment">;
  readonly target: FactRevision<"deployment-target">;
  readonly event: LifecycleEvent;
};

/** The events of this name that running deployments are in the middle of, on instances that EC2 has not lost: ghosts have rules of their own. */
export function toCurrentEvents(
  facts: Pick<AllFacts, "deployment" | "deployment-target" | "instance">,
  name: string,
): readonly TargetEvent[] {
  const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
  return toOpenTargets(facts)
    .filter(({ revision }) => !gone.has(revision.value.targetId))
    .flatMap(({ deployment, revision }) => {
      const event = revision.value.events.find((one) => one.name === name && one.status === "InProgress");
      return event === undefined ? [] : [{ deployment, target: revision, event }];
    });
}

/** The target groups that CodeDeploy works with: those the deployment group names. */
export function toOwnTargetGroups(
  facts: Pick<AllFacts, "deployment-group" | "target-group">,
): readonly FactRevision<"target-group">[] {
  const names = new Set(facts["deployment-group"].flatMap(({ value }) => value.targetGroupNames));
  return facts["target-group"].filter(({ value }) => names.has(value.name));
}
