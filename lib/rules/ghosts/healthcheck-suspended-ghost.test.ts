import { expect, it } from "vitest";
import { healthcheckSuspendedGhost } from "#lib/rules/ghosts/healthcheck-suspended-ghost.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

function suspend(...names: readonly string[]) {
  return makeAutoScalingGroup({
    suspendedProcesses: names.map((name) => ({ name, reason: "User suspended" })),
  });
}

function check(
  group: ReturnType<typeof suspend>,
  instance: ReturnType<typeof makeUnlisted> = makeTerminated(),
  lifecycleState = "InService",
) {
  return checkRule(healthcheckSuspendedGhost, {
    instance: [instance],
    member: [makeMember({ lifecycleState })],
    "auto-scaling-group": [group],
  });
}

it.each(["HealthCheck", "ReplaceUnhealthy", "Terminate"])(
  "with %s suspended a dead member stays, and resuming is the way out",
  (name) => {
    const [finding] = check(suspend("AZRebalance", name));
    expect(finding).toMatchObject({
      subject: { id: idA },
      verdict: "proved",
      summary: expect.stringContaining(`${name} is suspended there`),
    });
    expect(finding?.advice[0]?.command).toBe(
      `aws autoscaling resume-processes --auto-scaling-group-name asg-prod-api --scaling-processes ${name} --region us-east-1`,
    );
    expect(finding?.evidence.at(-1)?.value).toBe(`${name}: User suspended`);
  },
);

it.each([
  ["nothing suspended", suspend(), makeTerminated(), "InService"],
  ["other processes suspended", suspend("Launch", "AZRebalance"), makeTerminated(), "InService"],
  ["a living member", suspend("HealthCheck"), makeInstance(), "InService"],
  ["a gone member in another state", suspend("HealthCheck"), makeTerminated(), "Detaching"],
] as const)("%s is not meant", (_, group, instance, state) => {
  expect(check(group, instance, state)).toEqual([]);
});

it("a group that was not read says nothing", () => {
  expect(
    checkRule(healthcheckSuspendedGhost, { instance: [makeTerminated()], member: [makeMember()] }),
  ).toEqual([]);
});

it.each([
  [60, "proved"],
  [59, "suspected"],
])("terminated %i seconds before the one reading is %s", (seconds, verdict) => {
  expect(
    check(suspend("HealthCheck"), makeTerminated({ terminatedAt: secondsAgo(seconds) }, seenOnce)),
  ).toMatchObject([{ verdict }]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = {
    instance: [makeUnlisted()],
    member: [makeMember()],
    "auto-scaling-group": [suspend("HealthCheck")],
  };
  expect(checkRule(healthcheckSuspendedGhost, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
