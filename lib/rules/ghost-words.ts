import type { Instance } from "#lib/domain/ec2.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import { toGoneSince } from "#lib/rules/contradiction.ts";
import type { OpenTarget } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** `proved` where the contradiction is old enough and does not rest on what a partial reading left out. */
export function toGhostVerdict(
  ghost: { readonly instance: FactRevision<"instance">; readonly oldEnough: boolean },
  context: CheckContext,
): RuleFinding["verdict"] {
  return ghost.oldEnough && !restsOnAbsence(ghost.instance, context) ? "proved" : "suspected";
}

/** Gone only because a partial reading of EC2 gave no row: that proves nothing. One that was seen to end does not come back. */
export function restsOnAbsence(instance: FactRevision<"instance">, context: CheckContext): boolean {
  const { listed, terminatedAt } = instance.value;
  return !listed && terminatedAt === undefined && context.partial.includes("ec2-instances");
}

/** `EC2 terminated i-… at 13:39:20 UTC (43 minutes ago)`. */
export function toGoneWords(instance: FactRevision<"instance">, now: Instant): string {
  const { value } = instance;
  const gone = toGoneSince(instance);
  const when = `${toClock(gone.at, now)} (${toDuration(now - gone.at)} ago)`;
  if (!value.listed && gone.exact) return `EC2 terminated ${value.id} at ${when} and no longer lists it`;
  if (!value.listed) return `EC2 has had no row for ${value.id} since the reading of ${when}`;
  const verb = value.state === "terminated" ? "terminated" : "began to shut down";
  if (gone.exact) return `EC2 ${verb} ${value.id} at ${when}`;
  return `EC2 says ${value.id} is ${value.state}, first read so at ${when}`;
}

/** What EC2 says of an instance that is gone, its own time included. */
export function citeGone(instance: FactRevision<"instance">): readonly Evidence[] {
  const { value } = instance;
  if (!value.listed) return [cite(instance, "Reservations[].Instances[]", toAbsence(value.terminatedAt))];
  const state = cite(instance, "State.Name", value.state);
  const transition = toTransition(value);
  return transition === undefined ? [state] : [state, cite(instance, "StateTransitionReason", transition)];
}

function toAbsence(terminatedAt: Instant | undefined): string {
  if (terminatedAt === undefined) return "no row for this id";
  return `no row for this id; while it had one, its StateTransitionReason gave ${toIso(terminatedAt)}`;
}

function toTransition(value: Extract<Instance, { readonly listed: true }>): string | undefined {
  if (value.stateTransitionReason) return value.stateTransitionReason;
  return value.terminatedAt === undefined ? undefined : toIso(value.terminatedAt);
}

export function citeMember(member: FactRevision<"member">): readonly Evidence[] {
  const state = cite(member, "LifecycleState", member.value.lifecycleState);
  const health = member.value.healthStatus;
  return health === undefined ? [state] : [state, cite(member, "HealthStatus", health)];
}

/** Tag rules of the deployment group, as words under the field that AWS keeps them in. */
export function citeTagRules(
  group: FactRevision<"deployment-group">,
  rules: readonly string[],
): readonly Evidence[] {
  const field = group.value.tagFilters.length > 0 ? "ec2TagFilters" : "ec2TagSet";
  return rules.map((rule) => cite(group, field, rule));
}

/** The running deployment and what its target says. */
export function citeOpenTarget({ deployment, revision }: OpenTarget): readonly Evidence[] {
  const events = revision.value.events.map((event) => `${event.name} ${event.status}`).join(", ");
  return [
    cite(deployment, "status", deployment.value.status),
    cite(revision, "instanceTarget.status", revision.value.status),
    ...(events === "" ? [] : [cite(revision, "instanceTarget.lifecycleEvents", events)]),
  ];
}
