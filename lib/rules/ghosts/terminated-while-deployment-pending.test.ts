import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { terminatedWhileDeploymentPending } from "#lib/rules/ghosts/terminated-while-deployment-pending.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

function check(
  events: readonly LifecycleEvent[],
  instance = makeTerminated({ terminatedAt: minutesAgo(2) }),
) {
  return checkRule(terminatedWhileDeploymentPending, {
    instance: [instance],
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget({ events })],
  });
}

const pending: LifecycleEvent = { name: "BeforeInstall", status: "Pending" };
const done: LifecycleEvent = {
  name: "ApplicationStop",
  status: "Succeeded",
  startTime: minutesAgo(3),
  endTime: minutesAgo(1),
};
const running: LifecycleEvent = { name: "Install", status: "InProgress", startTime: minutesAgo(3) };

it.each([
  ["before the first event", [pending]],
  ["between two events", [done, pending]],
  ["with no events yet", []],
])("terminated %s", (_, events) => {
  expect(check(events)).toMatchObject([{ subject: { id: idA }, verdict: "proved", since: minutesAgo(2) }]);
});

it("terminated inside an event is another rule's", () => {
  expect(check([done, running, pending])).toEqual([]);
});

it.each(["running", "stopped"])(
  "a %s instance with an agent that is down looks the same and is not meant",
  (state) => {
    expect(check([pending], makeInstance({ state }))).toEqual([]);
  },
);

it("a first reading is only suspected", () => {
  expect(check([pending], makeTerminated({ terminatedAt: secondsAgo(10) }, seenOnce))).toMatchObject([
    { verdict: "suspected" },
  ]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = {
    instance: [makeUnlisted()],
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget()],
  };
  expect(checkRule(terminatedWhileDeploymentPending, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});

describe("the five minutes", () => {
  it("count from the termination", () => {
    expect(check([pending])[0]?.summary).toContain("CodeDeploy gives it up at about 14:25:10 UTC");
  });

  it("count from the last event's end where that is later", () => {
    expect(check([done, pending])[0]?.summary).toContain("CodeDeploy gives it up at about 14:26:10 UTC");
  });

  it.each([
    [299, "gives it up at about 14:22:11 UTC"],
    [300, "ended at about 14:22:10 UTC, yet the target is still Pending"],
  ])("%i seconds after the termination", (seconds, words) => {
    expect(check([pending], makeTerminated({ terminatedAt: secondsAgo(seconds) }))[0]?.summary).toContain(
      words,
    );
  });
});

it("a target that another one is ahead of is said to queue, not to be overdue", () => {
  const [finding] = checkRule(terminatedWhileDeploymentPending, {
    instance: [makeTerminated({ terminatedAt: minutesAgo(30) }), makeInstance({ id: idB })],
    deployment: [makeDeployment()],
    "deployment-target": [
      makeDeploymentTarget({ events: [pending] }),
      makeDeploymentTarget({ targetId: idB, status: "InProgress", events: [running] }),
    ],
  });
  expect(finding?.summary).toContain(`does not seem to have come: ${idB} is InProgress there.`);
  expect(finding?.summary).not.toContain("ended at about");
});

it("a deployment made for the instance's own launch is harmless as long as it should end by itself", () => {
  const severityOf = (minutes: number) =>
    checkRule(terminatedWhileDeploymentPending, {
      instance: [makeTerminated({ terminatedAt: minutesAgo(minutes) })],
      deployment: [makeDeployment({ creator: "autoscaling" })],
      "deployment-target": [makeDeploymentTarget({ events: [pending] })],
    })[0]?.severity;
  expect(severityOf(5.9)).toBe("info");
  expect(severityOf(6)).toBeUndefined();
});
