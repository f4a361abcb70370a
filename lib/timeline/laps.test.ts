import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Deployment, DeploymentTarget } from "#lib/domain/code-deploy.ts";
import { addMs, addSeconds, hourMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { buildLaps, buildLoops, findLaunchDeployment, type LoopFacts } from "#lib/timeline/laps.ts";

const start = toInstant(Date.UTC(2026, 0, 31, 12, 0, 0));
const at = (minutes: number): Instant => addMs(start, minutes * minuteMs);
const toId = (n: number): string => `i-${n.toString(16).padStart(17, "0")}`;
const shortfall =
  "At 2026-01-31T12:00:00Z an instance was started in response to a difference between desired and actual capacity.";
const stopped = "was abandoned: Lifecycle Action Completed with ABANDON Result";
const timedOut = "was abandoned: Heartbeat Timeout";

type LaunchInit = Partial<ScalingActivity> & {
  readonly n: number;
  readonly from: number;
  readonly to?: number;
};

function makeLaunch({ n, from, to, ...value }: LaunchInit): ScalingActivity {
  return {
    id: `activity-${n}`,
    group: "asg-prod-api",
    status: to === undefined ? "InProgress" : "Cancelled",
    description: `Launching a new EC2 instance: ${toId(n)}`,
    cause: shortfall,
    ...(to === undefined ? {} : { statusMessage: stopped, endTime: at(to) }),
    startTime: at(from),
    ...value,
  };
}

function makeDeployments(parts: readonly { n: number; from: number; status: string; creator?: string }[]): {
  deployments: Deployment[];
  targets: DeploymentTarget[];
} {
  return {
    deployments: parts.map(({ n, from, status, creator = "autoscaling" }) => ({
      id: `d-${n}`,
      status,
      creator,
      createTime: at(from),
    })),
    targets: parts.map(({ n }) => ({
      deploymentId: `d-${n}`,
      targetId: toId(n),
      status: "Pending",
      events: [],
    })),
  };
}

function build(activities: readonly ScalingActivity[], more: Partial<LoopFacts> = {}) {
  return buildLaps({ activities, deployments: [], targets: [], now: at(60), ...more });
}

const incident = [
  makeLaunch({ n: 1, from: 0, to: 10 }),
  makeLaunch({ n: 2, from: 11, to: 21, statusMessage: timedOut }),
  makeLaunch({ n: 3, from: 22 }),
];

describe("buildLaps", () => {
  it("each launch that was given up is a lap, and the running one is the current lap", () => {
    const known = makeDeployments([
      { n: 1, from: 1, status: "Stopped" },
      { n: 2, from: 12, status: "Failed" },
      { n: 3, from: 23, status: "InProgress" },
    ]);
    expect(build(incident, known)).toEqual([
      {
        number: 1,
        autoScalingGroup: "asg-prod-api",
        instanceId: toId(1),
        deploymentId: "d-1",
        from: at(0),
        to: at(10),
        endedBy: "stopped",
      },
      {
        number: 2,
        autoScalingGroup: "asg-prod-api",
        instanceId: toId(2),
        deploymentId: "d-2",
        from: at(11),
        to: at(21),
        endedBy: "heartbeat-timeout",
      },
      { number: 3, autoScalingGroup: "asg-prod-api", instanceId: toId(3), deploymentId: "d-3", from: at(22) },
    ]);
  });

  it.each([
    ["Stopped", stopped, "stopped"],
    ["Failed", stopped, "deployment-failed"],
    ["Stopped", timedOut, "heartbeat-timeout"],
    ["Stopped", "was abandoned", "stopped"],
    ["Stopped", "", "stopped"],
    ["Succeeded", stopped, "abandoned"],
    ["InProgress", "was abandoned", "abandoned"],
  ])("deployment %s, text %j: ended by %s", (status, statusMessage, endedBy) => {
    const launches = [makeLaunch({ n: 1, from: 0, to: 10, statusMessage }), makeLaunch({ n: 2, from: 11 })];
    expect(build(launches, makeDeployments([{ n: 1, from: 1, status }]))[0]).toMatchObject({ endedBy });
  });

  it("a launch given up without a known deployment is a lap ended by abandonment", () => {
    expect(build(incident)[0]).toMatchObject({ number: 1, endedBy: "abandoned" });
    expect(build(incident)[0]).not.toHaveProperty("deploymentId");
  });

  it.each([
    ["nothing at all", []],
    ["one running launch", [makeLaunch({ n: 1, from: 0 })]],
    ["one launch given up, not repeated", [makeLaunch({ n: 1, from: 0, to: 10 })]],
    [
      "one given up, then success",
      [
        makeLaunch({ n: 1, from: 0, to: 10 }),
        makeLaunch({ n: 2, from: 11, to: 14, status: "Successful", statusMessage: "" }),
      ],
    ],
    [
      "two groups, one launch each",
      [makeLaunch({ n: 1, from: 0, to: 10 }), makeLaunch({ n: 2, from: 11, group: "asg-other" })],
    ],
    [
      "two launches at the same second",
      [makeLaunch({ n: 1, from: 0, to: 0.5 }), makeLaunch({ n: 2, from: 0 })],
    ],
    ["two launches side by side", [makeLaunch({ n: 1, from: 0, to: 10 }), makeLaunch({ n: 2, from: 1 })]],
    [
      "a scale-out after one given up",
      [
        makeLaunch({ n: 1, from: 0, to: 10 }),
        makeLaunch({
          n: 2,
          from: 20,
          cause: `At 2026-01-31T12:00:00Z a user request update changing the desired capacity from 2 to 3.  ${shortfall}`,
        }),
      ],
    ],
    [
      "terminations",
      [
        makeLaunch({ n: 1, from: 0, to: 10, description: `Terminating EC2 instance: ${toId(1)}` }),
        makeLaunch({ n: 2, from: 11, description: `Terminating EC2 instance: ${toId(2)}` }),
      ],
    ],
    [
      "launches that failed for lack of capacity",
      [
        makeLaunch({
          n: 1,
          from: 0,
          to: 1,
          status: "Failed",
          statusMessage: "We currently do not have sufficient capacity",
        }),
        makeLaunch({ n: 2, from: 2 }),
      ],
    ],
  ])("%s: no laps", (_case, activities) => {
    expect(build(activities)).toEqual([]);
  });

  it("a rolling instance refresh gives no laps", () => {
    const refresh = [0, 1, 2, 3].map((n) =>
      makeLaunch({ n, from: n * 5, to: n * 5 + 4, status: "Successful", statusMessage: undefined }),
    );
    expect(build([...refresh, makeLaunch({ n: 9, from: 30 })])).toEqual([]);
  });

  it("a successful launch in between ends the loop, and numbering starts again", () => {
    const laps = build([
      ...incident.slice(0, 2),
      makeLaunch({ n: 3, from: 22, to: 25, status: "Successful", statusMessage: undefined }),
      makeLaunch({ n: 4, from: 30, to: 33 }),
      makeLaunch({ n: 5, from: 34 }),
    ]);
    expect(laps.map((lap) => [lap.number, lap.instanceId])).toEqual([
      [1, toId(1)],
      [2, toId(2)],
      [1, toId(4)],
      [2, toId(5)],
    ]);
  });

  it("a launch that fails for lack of capacity does not end the loop", () => {
    const failed = makeLaunch({
      n: 7,
      from: 10.5,
      to: 10.8,
      status: "Failed",
      statusMessage: "No Spot capacity",
    });
    expect(build([...incident, failed]).map((lap) => lap.number)).toEqual([1, 2, 3]);
  });

  it.each([
    [60, 2],
    [60.1, 0],
  ])("a launch %s minutes after the last one gave up: %s laps", (gap, count) => {
    const launches = [makeLaunch({ n: 1, from: 0, to: 10 }), makeLaunch({ n: 2, from: 10 + gap })];
    expect(build(launches, { now: at(100) })).toHaveLength(count);
  });

  it("two places that loop side by side are numbered each on its own", () => {
    const laps = build([
      makeLaunch({ n: 1, from: 0, to: 10 }),
      makeLaunch({ n: 2, from: 0.5, to: 10.5 }),
      makeLaunch({ n: 3, from: 12 }),
      makeLaunch({ n: 4, from: 12.5 }),
    ]);
    expect(laps.map((lap) => lap.number)).toEqual([1, 1, 2, 2]);
  });

  it.each([
    [0, 2],
    [-1, 0],
  ])("a loop that ended a window ago, and %s ms: %s laps", (offset, count) => {
    const ended = incident.slice(0, 2);
    const now = addMs(at(21), 2 * hourMs - offset);
    expect(build(ended, { now, windowMs: 2 * hourMs })).toHaveLength(count);
  });

  it("a loop that still turns keeps the numbers of laps older than the window", () => {
    expect(build(incident, { windowMs: 1 }).map((lap) => lap.number)).toEqual([1, 2, 3]);
  });

  it("what lies ahead of the instant looked at is not yet known", () => {
    expect(build(incident, { now: at(15) }).map((lap) => lap.number)).toEqual([1, 2]);
  });
});

describe("buildLoops", () => {
  it.each([
    ["running", incident, 60, true],
    ["just given up", incident.slice(0, 2), 22, true],
    ["given up an hour ago", incident.slice(0, 2), 81, true],
    ["given up more than an hour ago", incident.slice(0, 2), 81.1, false],
    [
      "ended by a launch that reached service",
      [...incident.slice(0, 2), makeLaunch({ n: 3, from: 22, to: 24, status: "Successful" })],
      25,
      false,
    ],
  ])("%s: live is said rightly", (_case, activities, minutes, live) => {
    const loops = buildLoops({ activities, deployments: [], targets: [], now: at(minutes) });
    expect(loops.map((loop) => loop.live)).toEqual([live]);
  });
});

describe("findLaunchDeployment", () => {
  const launch = { instanceId: toId(1), from: at(10), to: at(20) };
  it.each([
    ["inside", 12, "autoscaling", true],
    ["a minute before the launch began", 9, "autoscaling", true],
    ["more than a minute before", 8.9, "autoscaling", false],
    ["a minute after it ended", 21, "autoscaling", true],
    ["more than a minute after", 21.1, "autoscaling", false],
    ["inside, but a fleet deployment", 12, "user", false],
  ])("a deployment made %s", (_case, from, creator, found) => {
    const known = makeDeployments([{ n: 1, from, status: "Stopped", creator }]);
    expect(findLaunchDeployment(launch, known)?.id).toBe(found ? "d-1" : undefined);
    expect(findLaunchDeployment({ ...launch, instanceId: toId(2) }, known)).toBeUndefined();
  });

  it("of two, the later one", () => {
    const known = makeDeployments([{ n: 1, from: 12, status: "Stopped" }]);
    const later: Deployment = {
      id: "d-0",
      status: "Stopped",
      creator: "autoscaling",
      createTime: addSeconds(at(12), 1),
    };
    const deployments = [later, ...known.deployments];
    const targets = [
      ...known.targets,
      { deploymentId: "d-0", targetId: toId(1), status: "Pending", events: [] },
    ];
    expect(findLaunchDeployment(launch, { deployments, targets })?.id).toBe("d-0");
  });
});
