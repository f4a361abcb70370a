import { addSeconds, type Instant } from "#lib/domain/time.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel, TargetNote } from "#lib/simulator/world/sim-world.ts";
import type { SimTarget, SimTargetGroup } from "#lib/simulator/world/state.ts";

type Health = Pick<SimTarget, "state" | "reason" | "description">;

const registering = toHealth("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
const checking = toHealth("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
const draining = toHealth(
  "draining",
  "Target.DeregistrationInProgress",
  "Target deregistration is in progress",
);
const failing = toHealth(
  "unhealthy",
  "Target.ResponseCodeMismatch",
  "Health checks failed with these codes: [502]",
);
const notInUse = toHealth(
  "unused",
  "Target.NotInUse",
  "Target group is not configured to receive traffic from the load balancer",
);
function toHealth(state: SimTarget["state"], reason: string, description: string): Health {
  return { state, reason, description };
}

/** RegisterTargets. A target that drains, or is unused, starts anew; any other stays as it is. */
export function registerTarget(model: RegionModel, arn: string, instanceId: string): void {
  const group = findTargetGroup(model, arn);
  const instance =
    model.state.instances.get(instanceId) ?? refuse(`The target '${instanceId}' is not a known instance`);
  const note = noteOf(model, arn, instanceId);
  const known = targetOf(group, instanceId);
  if (known !== undefined && known.state !== "draining" && known.state !== "unused") return;
  delete note.drainedAt;
  if (known === undefined) {
    const target: SimTarget = {
      instanceId,
      port: group.port,
      zone: instance.zone,
      since: model.world.now(),
      ...registering,
      ...(model.hidden.shiftedZones.has(instance.zone)
        ? { administrativeOverride: "zonal_shift_active" }
        : {}),
    };
    group.targets.push(target);
    model.emit({ kind: "target", targetGroupArn: arn, instanceId, to: target.state });
  } else {
    setHealth(model, group, known, registering);
  }
  const check = voidChecks(note);
  model.world.afterAbout(model.world.parameters.targetRegistrationSeconds, () => {
    const target = targetOf(group, instanceId);
    if (target === undefined || note.check !== check) return;
    setHealth(model, group, target, checking);
    checkHealth(model, group, target);
  });
}

/** DeregisterTargets: drains for the whole deregistration delay, then is gone. Gives the instant of that. */
export function deregisterTarget(model: RegionModel, arn: string, instanceId: string): Instant {
  const now = model.world.now();
  const group = model.state.targetGroups.get(arn);
  const target = group === undefined ? undefined : targetOf(group, instanceId);
  if (group === undefined || target === undefined) return now;
  const note = noteOf(model, arn, instanceId);
  if (target.state === "draining") return note.drainedAt ?? now;
  voidChecks(note);
  if (target.state === "unused" || group.deregistrationDelaySeconds === 0) {
    removeTarget(model, group, target);
    return now;
  }
  const drainedAt = addSeconds(now, group.deregistrationDelaySeconds);
  note.drainedAt = drainedAt;
  setHealth(model, group, target, draining);
  model.world.at(drainedAt, () => {
    if (note.drainedAt === drainedAt && target.state === "draining") removeTarget(model, group, target);
  });
  return drainedAt;
}

/** What each of the target groups says of the instance; undefined where it is not there. */
export function statesIn(model: RegionModel, arns: readonly string[], instanceId: string) {
  const groups = arns.map((arn) => model.state.targetGroups.get(arn));
  return groups.map((group) => (group === undefined ? undefined : targetOf(group, instanceId)?.state));
}

/** CodeDeploy knows target groups by name only. A name that no group has is left out. */
export function toTargetGroupArns(model: RegionModel, names: readonly string[]): string[] {
  return [...model.state.targetGroups.values()]
    .filter((group) => names.includes(group.name))
    .map((group) => group.arn);
}

/** Looks at every target anew: after the target group lost its listener, say. */
export function recheckTargets(model: RegionModel, group: SimTargetGroup): void {
  for (const target of group.targets) checkHealth(model, group, target);
}

/** ELB follows EC2 and the machine itself. */
export function connectTargets(model: RegionModel): void {
  model.on("serving", (signal) => {
    for (const group of model.state.targetGroups.values()) {
      const target = targetOf(group, signal.instanceId);
      if (target !== undefined) checkHealth(model, group, target);
    }
  });
  model.on("instance", (signal) => {
    if (signal.to === "pending" || signal.to === "running" || signal.to === "forgotten") return;
    for (const group of model.state.targetGroups.values()) {
      const target = targetOf(group, signal.instanceId);
      if (target !== undefined && target.state !== "draining") loseMachine(model, group, target);
    }
  });
}

function loseMachine(model: RegionModel, group: SimTargetGroup, target: SimTarget): void {
  voidChecks(noteOf(model, group.arn, target.instanceId));
  if (model.world.parameters.goneTarget === "removed") {
    removeTarget(model, group, target);
    return;
  }
  const state = model.state.instances.get(target.instanceId)?.state ?? "terminated";
  const word = state.startsWith("stop") ? "stopped" : "terminated";
  setHealth(
    model,
    group,
    target,
    toHealth("unused", "Target.InvalidState", `Target is in the ${word} state`),
  );
}

/** Plans the change that the health checks will come to, unless circumstances change before. */
function checkHealth(model: RegionModel, group: SimTargetGroup, target: SimTarget): void {
  if (target.state === "draining" || target.state === "unused" || target.reason === registering.reason)
    return;
  const note = noteOf(model, group.arn, target.instanceId);
  const check = voidChecks(note);
  if (group.loadBalancerArns.length === 0) {
    setHealth(model, group, target, notInUse);
    return;
  }
  const serving = model.state.instances.get(target.instanceId)?.serving === true;
  if (target.state === (serving ? "healthy" : "unhealthy")) return;
  const passes = target.state === "initial" ? 1 : group.healthCheck.healthyThreshold;
  const rounds = serving ? passes : group.healthCheck.unhealthyThreshold;
  const firstRound = model.world.random.next();
  const seconds = (rounds - 1 + firstRound) * group.healthCheck.intervalSeconds;
  model.world.after(Math.round(seconds * 1000), () => {
    if (note.check !== check || targetOf(group, target.instanceId) !== target) return;
    setHealth(model, group, target, serving ? { state: "healthy" } : failing);
  });
}

function setHealth(model: RegionModel, group: SimTargetGroup, target: SimTarget, health: Health): void {
  const from = target.state;
  target.state = health.state;
  target.since = model.world.now();
  delete target.reason;
  delete target.description;
  if (health.reason !== undefined) target.reason = health.reason;
  if (health.description !== undefined) target.description = health.description;
  const { instanceId } = target;
  model.emit({ kind: "target", targetGroupArn: group.arn, instanceId, from, to: health.state });
}

function removeTarget(model: RegionModel, group: SimTargetGroup, target: SimTarget): void {
  group.targets = group.targets.filter((other) => other !== target);
  const { instanceId } = target;
  model.emit({ kind: "target", targetGroupArn: group.arn, instanceId, from: target.state });
}

function targetOf(group: SimTargetGroup, instanceId: string): SimTarget | undefined {
  return group.targets.find((target) => target.instanceId === instanceId);
}

export function findTargetGroupNamed(model: RegionModel, name: string): SimTargetGroup {
  return (
    [...model.state.targetGroups.values()].find((group) => group.name === name) ??
    refuse(`One or more target groups not found: ${name}`)
  );
}

function findTargetGroup(model: RegionModel, arn: string): SimTargetGroup {
  return model.state.targetGroups.get(arn) ?? refuse(`One or more target groups not found: ${arn}`);
}

function noteOf(model: RegionModel, arn: string, instanceId: string): TargetNote {
  const key = `${arn}/${instanceId}`;
  const note = model.hidden.targets.get(key) ?? { check: 0 };
  model.hidden.targets.set(key, note);
  return note;
}

/** Makes every health check under way void, and gives the number of the next. */
function voidChecks(note: TargetNote): number {
  note.check += 1;
  return note.check;
}
