import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  idC,
  makeActivity,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentConfig,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeHook,
  makeInstance,
  makeInstanceStatus,
  makeMember,
  makeRegionGroup,
  makeTarget,
  makeTargetGroup,
  makeTargetGroupAttributes,
  makeTargetList,
  makeTerminated,
  minutesAgo,
  type Seen,
  testNow,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

/** Two that stayed healthy, and the replacement of the second lap: B was the first, C is the third. */
export const idHealthyOne = "i-0d44ddddddddddddd";
export const idHealthyTwo = "i-0e55eeeeeeeeeeeee";
export const idSecondLap = "i-0f66fffffffffffff";
export const fleetDeployment = "d-7QK2AAAAA";
export const launchDeployment = "d-C3C3C3C3C";

const toToken = (digit: number) => `${digit}c6a3f1e-0000-4000-8000-00000000000${digit}`;
const capacityCause =
  "an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.";

const launchEvents: readonly LifecycleEvent[] = [
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
  "BeforeAllowTraffic",
  "AllowTraffic",
  "AfterAllowTraffic",
].map((name) => ({ name, status: "Pending" }));

const fleetEvents: readonly LifecycleEvent[] = [
  ...["BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic"].map((name) => ({ name, status: "Pending" })),
  ...launchEvents,
];

const fleet = { deploymentCreatedAt: minutesAgo(40), deploymentStatus: "InProgress" };

const longAgo: Seen = { firstSeen: minutesAgo(300), since: minutesAgo(300) };

type Launch = {
  readonly digit: number;
  readonly instanceId: string;
  readonly deploymentId: string;
  readonly from: Instant;
  /** When somebody stopped the deployment made for it. */
  readonly to?: Instant;
};

const launches: readonly Launch[] = [
  { digit: 1, instanceId: idB, deploymentId: "d-B1B1B1B1B", from: minutesAgo(42), to: minutesAgo(22) },
  { digit: 2, instanceId: idSecondLap, deploymentId: "d-E2E2E2E2E", from: minutesAgo(21), to: minutesAgo(4) },
  { digit: 3, instanceId: idC, deploymentId: launchDeployment, from: minutesAgo(3) },
];

/**
 * The incident, as AWS shows it on the third lap: A was detached and, before that was done, terminated by hand. The
 * fleet deployment waits for it, and each stopped launch deployment has cost an instance.
 */
export function makeIncidentFacts(parts: Partial<AllFacts> = {}): AllFacts {
  return makeFacts({
    instance: [
      makeTerminated(
        {
          id: idA,
          launchTime: minutesAgo(300),
          terminatedAt: minutesAgo(43),
          stateTransitionReason: "User initiated (2026-01-31 13:39:10 GMT)",
          tags: { Name: "api", Role: "api" },
        },
        { firstSeen: minutesAgo(300), since: minutesAgo(43) },
      ),
      ...[idHealthyOne, idHealthyTwo].map((id, index) =>
        makeInstance(
          { id, launchTime: minutesAgo(299 - index), tags: { Name: "api" }, zone: "us-east-1b" },
          longAgo,
        ),
      ),
      ...launches.map(toInstance),
    ],
    "instance-status": [idHealthyOne, idHealthyTwo, idC].map((id) => makeInstanceStatus({ id })),
    "auto-scaling-group": [makeAutoScalingGroup({}, longAgo)],
    member: [
      makeMember(
        { instanceId: idA, lifecycleState: "Detaching" },
        { firstSeen: minutesAgo(300), since: minutesAgo(45) },
      ),
      makeMember({ instanceId: idHealthyOne, zone: "us-east-1b" }, longAgo),
      makeMember({ instanceId: idHealthyTwo, zone: "us-east-1b" }, longAgo),
      makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: minutesAgo(2) }),
    ],
    "scaling-activity": [
      makeActivity({
        id: "detach-a",
        status: "WaitingForELBConnectionDraining",
        description: `Detaching EC2 instance: ${idA}`,
        cause: `At 2026-01-31T13:37:10Z instance ${idA} was detached in response to a user request.`,
        startTime: minutesAgo(45),
      }),
      ...launches.map(toActivity),
      ...[idA, idHealthyOne, idHealthyTwo].map((id, index) =>
        makeActivity({
          id: `launch-${id}`,
          description: `Launching a new EC2 instance: ${id}`,
          startTime: minutesAgo(300 - index),
          endTime: minutesAgo(295 - index),
        }),
      ),
    ],
    "lifecycle-hook": [makeHook({}, longAgo)],
    "deployment-group": [makeDeploymentGroup({ configName: "CodeDeployDefault.OneAtATime" }, longAgo)],
    "deployment-config": [makeDeploymentConfig({}, longAgo)],
    "region-group": [makeRegionGroup({}, longAgo)],
    deployment: [
      makeDeployment({
        id: fleetDeployment,
        createTime: minutesAgo(40),
        startTime: minutesAgo(40),
        overview: { pending: 2, inProgress: 0, succeeded: 1, failed: 0, skipped: 0, ready: 0 },
      }),
      ...launches.map(toDeployment),
    ],
    "target-list": [
      makeTargetList(fleetDeployment, [idA, idHealthyOne, idHealthyTwo]),
      ...launches.map(({ deploymentId, instanceId }) => makeTargetList(deploymentId, [instanceId])),
    ],
    "deployment-target": [
      makeDeploymentTarget({
        ...fleet,
        targetId: idHealthyOne,
        status: "Succeeded",
        events: toDone(minutesAgo(39)),
      }),
      ...[idA, idHealthyTwo].map((targetId) =>
        makeDeploymentTarget({ ...fleet, targetId, events: fleetEvents }, { since: minutesAgo(40) }),
      ),
      ...launches.map(toTarget),
    ],
    "target-group": [makeTargetGroup({}, longAgo)],
    "target-group-attributes": [makeTargetGroupAttributes(300, longAgo)],
    target: [
      makeTarget({ instanceId: idHealthyOne }, longAgo),
      makeTarget({ instanceId: idHealthyTwo }, longAgo),
      makeTarget(
        { instanceId: idA, state: "draining", reason: "Target.DeregistrationInProgress" },
        { since: minutesAgo(45) },
      ),
    ],
    ...parts,
  });
}

/** What was true earlier in the window, and is drawn though no fact says it any more. */
export function makeIncidentPast(): readonly Revision[] {
  return [
    toPast(makeMember({ instanceId: idA }, longAgo), minutesAgo(45)),
    toPast(makeInstance({ id: idA, launchTime: minutesAgo(300) }, longAgo), minutesAgo(43)),
    toPast(makeTarget({ instanceId: idA }, longAgo), minutesAgo(45)),
    ...launches.flatMap(({ instanceId, from, to }) =>
      to === undefined
        ? []
        : [
            toPast(makeMember({ instanceId, lifecycleState: "Pending:Wait" }, { since: from }), to),
            toPast(makeInstance({ id: instanceId, launchTime: from }, { since: from }), to),
          ],
    ),
  ];
}

function toPast(revision: Revision, until: Instant): Revision {
  return { ...revision, lastSeen: until, until };
}

function toInstance({ instanceId, from, to }: Launch): FactRevision<"instance"> {
  if (to === undefined) return makeInstance({ id: instanceId, launchTime: from }, { since: from });
  const seen = { firstSeen: from, since: to };
  return makeTerminated({ id: instanceId, launchTime: from, terminatedAt: to }, seen);
}

function toActivity({ digit, instanceId, from, to }: Launch): FactRevision<"scaling-activity"> {
  const abandoned = `Lifecycle Action with token ${toToken(digit)} was abandoned: Lifecycle Action Completed with ABANDON Result`;
  return makeActivity({
    id: `launch-${digit}`,
    status: to === undefined ? "MidLifecycleAction" : "Cancelled",
    description: `Launching a new EC2 instance: ${instanceId}${to === undefined ? "" : `.  Status Reason: ${abandoned}`}`,
    cause: `At ${new Date(from).toISOString().slice(0, 19)}Z ${capacityCause}`,
    startTime: from,
    ...(to !== undefined && { endTime: to, statusMessage: abandoned }),
  });
}

function toDeployment({ deploymentId, from, to }: Launch): FactRevision<"deployment"> {
  const common = { id: deploymentId, creator: "autoscaling", createTime: from, startTime: from };
  if (to === undefined) return makeDeployment(common);
  return makeDeployment({
    ...common,
    status: "Stopped",
    completeTime: to,
    errorCode: "MANUAL_STOP",
    errorMessage: "The deployment was stopped by a user.",
  });
}

function toTarget({ instanceId, deploymentId, from, to }: Launch): FactRevision<"deployment-target"> {
  const stopped = to !== undefined;
  return makeDeploymentTarget({
    deploymentId,
    targetId: instanceId,
    status: stopped ? "Skipped" : "Pending",
    deploymentCreatedAt: from,
    deploymentStatus: stopped ? "Stopped" : "InProgress",
    ...(stopped && { deploymentCompletedAt: to }),
    events: launchEvents.map((event) => ({ ...event, status: stopped ? "Skipped" : "Pending" })),
  });
}

/** Ten seconds for each event, from `start` on. */
function toDone(start: Instant): readonly LifecycleEvent[] {
  const stepMs = minuteMs / 6;
  return fleetEvents.map(({ name }, index) => ({
    name,
    status: "Succeeded",
    startTime: minutesAgo((testNow - start - index * stepMs) / minuteMs),
    endTime: minutesAgo((testNow - start - (index + 1) * stepMs) / minuteMs),
  }));
}

/** A group in which nothing is wrong: three in service, the last deployment done. */
export function makeHealthyFacts(parts: Partial<AllFacts> = {}): AllFacts {
  const ids = [idHealthyOne, idHealthyTwo, idB];
  return makeFacts({
    instance: ids.map((id) => makeInstance({ id, launchTime: minutesAgo(290) }, longAgo)),
    "instance-status": ids.map((id) => makeInstanceStatus({ id })),
    "auto-scaling-group": [makeAutoScalingGroup({}, longAgo)],
    member: ids.map((instanceId) => makeMember({ instanceId }, longAgo)),
    "lifecycle-hook": [makeHook({}, longAgo)],
    "deployment-group": [makeDeploymentGroup({}, longAgo)],
    "deployment-config": [makeDeploymentConfig({}, longAgo)],
    "region-group": [makeRegionGroup({}, longAgo)],
    deployment: [
      makeDeployment({
        id: fleetDeployment,
        status: "Succeeded",
        createTime: minutesAgo(120),
        startTime: minutesAgo(120),
        completeTime: minutesAgo(102),
      }),
    ],
    "target-list": [makeTargetList(fleetDeployment, ids)],
    "deployment-target": ids.map((targetId) =>
      makeDeploymentTarget({ targetId, status: "Succeeded", events: toDone(minutesAgo(110)) }),
    ),
    "target-group": [makeTargetGroup({}, longAgo)],
    "target-group-attributes": [makeTargetGroupAttributes(300, longAgo)],
    target: ids.map((instanceId) => makeTarget({ instanceId, targetGroupArn: testTargetGroupArn }, longAgo)),
    ...parts,
  });
}
