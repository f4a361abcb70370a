import { describe, expect, it } from "vitest";
import {
  makeDeploymentView,
  makeEvent,
  makeIso,
  makeTarget,
} from "#components/deployment/testing/make-deployment-view.ts";
import { toStory } from "#components/instance/story.ts";
import type { Lane, Span } from "#lib/report/schema.ts";

const nothing = { lane: undefined, deployments: [], activities: [], row: undefined };

type Parts = Partial<Span> & Pick<Span, "state">;

function makeLane(track: string, ...spans: readonly Parts[]): Lane {
  const full = spans.map((span) => ({
    from: makeIso(0),
    to: null,
    tone: "good" as const,
    certainty: "observed" as const,
    ...span,
  }));
  const tracks = [{ source: "some-source", track, label: track, spans: full }];
  return {
    instanceId: "i-1",
    letter: "A",
    slot: 0,
    ghost: false,
    state: "",
    tone: "good",
    tracks,
    marks: [],
  };
}

function tell(lane: Lane) {
  return toStory({ ...nothing, lane }).map(({ at, what, certainty }) => [at, what, certainty]);
}

describe("the story of a member", () => {
  const detail = "in asg-prod-api";

  it("joins between two readings, changes its state, and leaves", () => {
    const lane = makeLane(
      "auto-scaling",
      { state: "Pending", fromEarliest: makeIso(-1), to: makeIso(2), detail },
      { state: "InService", from: makeIso(2), fromEarliest: makeIso(1), to: makeIso(9), detail },
    );
    expect(tell(lane)).toEqual([
      [makeIso(0), "Joins asg-prod-api, Pending", "observed"],
      [makeIso(2), "Becomes InService", "observed"],
      [makeIso(9), "Leaves asg-prod-api: it is named no more", "observed"],
    ]);
    expect(toStory({ ...nothing, lane })[0]).toMatchObject({ earliest: makeIso(-1), source: "some-source" });
  });

  it("that was there when first read is not said to have joined then", () => {
    expect(tell(makeLane("auto-scaling", { state: "InService", detail }))).toEqual([
      [makeIso(0), "Is a member of asg-prod-api, InService", "first-read"],
    ]);
  });

  it("that was not read for a while tells nothing of it, and nothing twice", () => {
    const lane = makeLane(
      "auto-scaling",
      { state: "InService", to: makeIso(1), detail },
      { state: "unknown", from: makeIso(1), to: makeIso(2), certainty: "unknown" },
      { state: "InService", from: makeIso(2), detail },
    );
    expect(tell(lane)).toHaveLength(1);
  });

  it("whose last stretch was not read has not left", () => {
    const lane = makeLane(
      "auto-scaling",
      { state: "InService", to: makeIso(1), detail },
      { state: "unknown", from: makeIso(1), to: makeIso(2), certainty: "unknown" },
    );
    expect(tell(lane)).toHaveLength(1);
  });

  it("does not tell what is only expected", () => {
    const expected = { state: "Terminating", from: makeIso(5), certainty: "predicted" as const };
    expect(tell(makeLane("auto-scaling", { state: "Pending:Wait", detail }, expected))).toHaveLength(1);
  });
});

describe("the story of a target", () => {
  it("is registered, drains, and is deregistered", () => {
    const lane = makeLane(
      "target:tg-prod-api",
      { state: "healthy", fromEarliest: makeIso(-1), to: makeIso(2), detail: "port 80" },
      { state: "draining", from: makeIso(2), to: makeIso(5) },
    );
    expect(tell(lane).map(([, what]) => what)).toEqual([
      "Is registered with tg-prod-api, healthy (port 80)",
      "Is draining in tg-prod-api",
      "Is deregistered from tg-prod-api: it is named no more",
    ]);
  });
});

describe("the story of deployments", () => {
  const events = [
    makeEvent({ name: "Install", start: makeIso(3), end: makeIso(4) }),
    makeEvent({ name: "ApplicationStart", status: "Failed", start: makeIso(4), end: makeIso(5) }),
    makeEvent({ name: "AllowTraffic", status: "Skipped" }),
  ];

  function tellTarget(status: string, some: readonly (typeof events)[number][]) {
    const deployments = [makeDeploymentView({ targets: [makeTarget("i-1", { status, events: [...some] })] })];
    return toStory({ ...nothing, deployments }).map(({ at, what }) => [at, what]);
  }

  it("says since when it is a target, when the first event began, and what failed", () => {
    expect(tellTarget("Failed", events)).toEqual([
      [makeIso(0), "d-AAAAAAAAA of r42, made by a person or pipeline, is created: it is one of its targets"],
      [makeIso(3), "d-AAAAAAAAA begins on it with Install"],
      [makeIso(5), "d-AAAAAAAAA on it: Failed, ApplicationStart failed"],
    ]);
  });

  it("has no end while it runs, and no beginning where no event began", () => {
    expect(tellTarget("InProgress", events.slice(0, 1))).toHaveLength(2);
    expect(tellTarget("Pending", [makeEvent({ status: "Pending" })])).toHaveLength(1);
  });
});

it("the lines of all services stand by time, with launch and termination at EC2's own times", () => {
  const row = {
    instanceId: "i-1",
    letter: "A",
    ghost: true,
    ec2: "terminated",
    autoScaling: null,
    autoScalingGroup: null,
    targetHealth: [],
    launchedAt: makeIso(-5),
    terminatedAt: makeIso(7),
    stateReason: { code: "Client.UserInitiatedShutdown", meaning: "Somebody stopped it." },
    name: null,
    zone: null,
    because: [],
  };
  const lane = makeLane("auto-scaling", { state: "InService", fromEarliest: makeIso(-1), detail: "in asg" });
  expect(toStory({ ...nothing, lane, row }).map(({ what, certainty }) => [what, certainty])).toEqual([
    ["Is launched", "exact"],
    ["Joins asg, InService", "observed"],
    ["Is terminated: Somebody stopped it.", "exact"],
  ]);
});
