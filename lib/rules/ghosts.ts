import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalDeployment, isOpenTarget } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import {
  type ContradictionAge,
  type GoneSince,
  toContradictionAge,
  toGoneSince,
} from "#lib/rules/contradiction.ts";
import { type Turn, toTurn } from "#lib/rules/turn.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** Members on their way out are expected to be gone; past this they are not (ASG:ec2-auto-scaling-health-checks). */
export const terminatingMs = 10 * minuteMs;

/** What ghosts are found from. The more is given, the more references and AWS times are known. */
export type GhostFacts = Pick<AllFacts, "instance"> &
  Partial<Pick<AllFacts, "member" | "scaling-activity" | "deployment" | "deployment-target">>;

export type GhostMember = { readonly revision: FactRevision<"member">; readonly oldEnough: boolean };

export type OpenTarget = {
  readonly deployment: FactRevision<"deployment">;
  readonly revision: FactRevision<"deployment-target">;
};
export type GhostTarget = OpenTarget & { readonly oldEnough: boolean; readonly turn: Turn };

/** An id that something still waits for or counts on, while EC2 says it is gone. */
export type Ghost = {
  readonly instanceId: string;
  readonly instance: FactRevision<"instance">;
  readonly goneSince: GoneSince;
  /** The Auto Scaling member row, where one stands that should not. */
  readonly member?: GhostMember;
  /** Targets of running deployments whose outcome is still awaited. */
  readonly openTargets: readonly GhostTarget[];
  /** At least one contradiction held over two readings, or AWS's own times prove it. */
  readonly oldEnough: boolean;
};

/** All ghosts among the facts: what rules judge by and lanes are marked with. */
export function toGhosts(facts: GhostFacts): readonly Ghost[] {
  const launches = toLaunchTimes(facts["scaling-activity"] ?? []);
  const members = new Map((facts.member ?? []).map((member) => [member.value.instanceId, member]));
  const targets = groupBy(toOpenTargets(facts), ({ revision }) => revision.value.targetId);
  const ofDeployment = groupBy(facts["deployment-target"] ?? [], ({ value }) => value.deploymentId);
  const ghosts: Ghost[] = [];
  for (const instance of facts.instance) {
    if (!isGone(instance.value)) continue;
    const launchedAt = launches.get(instance.value.id);
    const member = toGhostMember({ instance, member: members.get(instance.value.id), launchedAt });
    const openTargets = toGhostTargets({
      instance,
      targets: targets.get(instance.value.id) ?? [],
      launchedAt,
      ofDeployment,
    });
    if (member === undefined && openTargets.length === 0) continue;
    ghosts.push({
      instanceId: instance.value.id,
      instance,
      goneSince: toGoneSince(instance),
      ...(member === undefined ? {} : { member }),
      openTargets,
      oldEnough: member?.oldEnough === true || openTargets.some((target) => target.oldEnough),
    });
  }
  return ghosts;
}

/** The targets that running deployments still wait for, gone or not. */
export function toOpenTargets(
  facts: Partial<Pick<AllFacts, "deployment" | "deployment-target">>,
): readonly OpenTarget[] {
  const running = new Map(
    (facts.deployment ?? [])
      .filter((deployment) => !isFinalDeployment(deployment.value))
      .map((deployment) => [deployment.value.id, deployment]),
  );
  const open: OpenTarget[] = [];
  for (const revision of facts["deployment-target"] ?? []) {
    const deployment = running.get(revision.value.deploymentId);
    if (deployment !== undefined && isOpenTarget(revision.value)) open.push({ deployment, revision });
  }
  return open;
}

/** On its way out of the group: expected to be shutting down. Retained and held members are not. */
export function isLeaving(lifecycleState: string): boolean {
  return /^(Warmed:)?(Terminating|Terminating:Proceed|Terminating:Wait|Terminated)$|^Detached$/.test(
    lifecycleState,
  );
}

type MemberInput = {
  readonly instance: FactRevision<"instance">;
  readonly member: FactRevision<"member"> | undefined;
  readonly launchedAt: Instant | undefined;
};

function toGhostMember({ instance, member, launchedAt }: MemberInput): GhostMember | undefined {
  if (member === undefined) return undefined;
  const state = member.value.lifecycleState;
  if (isLeaving(state)) {
    return isOverdue(instance, member) ? { revision: member, oldEnough: true } : undefined;
  }
  // A launching member may be too new for EC2 to show; any other has been there for a while.
  const knownSince = launchedAt ?? (state.includes("Pending") ? member.firstSeen : undefined);
  const age = toContradictionAge({
    instance,
    reference: member,
    referredSince: member.firstSeen,
    knownSince,
  });
  return age === "none" ? undefined : { revision: member, oldEnough: age === "old" };
}

/** Only `Terminating` and `Terminating:Proceed` are overdue by time: in `:Wait` a hook holds, and says for how long. */
function isOverdue(instance: FactRevision<"instance">, member: FactRevision<"member">): boolean {
  if (!/^(Warmed:)?Terminating(:Proceed)?$/.test(member.value.lifecycleState)) return false;
  const since = Math.max(member.since, toGoneSince(instance).at);
  return Math.min(member.lastSeen, instance.lastSeen) - since >= terminatingMs;
}

type TargetsInput = {
  readonly instance: FactRevision<"instance">;
  readonly targets: readonly OpenTarget[];
  readonly launchedAt: Instant | undefined;
  readonly ofDeployment: ReadonlyMap<string, readonly FactRevision<"deployment-target">[]>;
};

function toGhostTargets({
  instance,
  targets,
  launchedAt,
  ofDeployment,
}: TargetsInput): readonly GhostTarget[] {
  const ghosts: GhostTarget[] = [];
  for (const target of targets) {
    const age = toTargetAge(instance, target, launchedAt);
    if (age === "none") continue;
    const turn = toTurn(target.revision, ofDeployment.get(target.revision.value.deploymentId) ?? []);
    ghosts.push({ ...target, oldEnough: age === "old", turn });
  }
  return ghosts;
}

function toTargetAge(
  instance: FactRevision<"instance">,
  target: OpenTarget,
  launchedAt: Instant | undefined,
): ContradictionAge {
  const { revision, deployment } = target;
  const knownSince = launchedAt ?? deployment.value.startTime ?? deployment.value.createTime;
  return toContradictionAge({ instance, reference: revision, referredSince: revision.firstSeen, knownSince });
}

function toLaunchTimes(activities: AllFacts["scaling-activity"]): ReadonlyMap<string, Instant> {
  const launches = new Map<string, Instant>();
  for (const { value } of activities) {
    const meaning = decodeActivity(value);
    if (meaning.kind !== "launch" || meaning.instanceId === undefined) continue;
    const known = launches.get(meaning.instanceId);
    if (known === undefined || value.startTime < known) launches.set(meaning.instanceId, value.startTime);
  }
  return launches;
}
