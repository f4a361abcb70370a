import { describe, expect, it } from "vitest";
import { ghostAsgReference } from "#lib/rules/ghosts/ghost-asg-reference.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  type Seen,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

const groups = [makeAutoScalingGroup()];

function check(instance: ReturnType<typeof makeUnlisted>, lifecycleState: string, seen?: Seen) {
  return checkRule(ghostAsgReference, {
    instance: [instance],
    member: [makeMember({ lifecycleState }, seen)],
    "auto-scaling-group": groups,
  });
}

it("a terminated instance that the group still lists is proved, and both services are cited", () => {
  const [finding] = check(makeTerminated(), "Detaching");
  expect(finding).toMatchObject({
    subject: { kind: "instance", id: idA },
    verdict: "proved",
    severity: "warning",
    since: minutesAgo(40),
    summary: `EC2 terminated ${idA} at 13:42:10 UTC (40 minutes ago), but asg-prod-api still lists it as Detaching.`,
  });
  expect(finding?.evidence.map(({ field, value }) => `${field}=${value}`)).toEqual([
    "State.Name=terminated",
    "StateTransitionReason=2026-01-31T13:42:10.000Z",
    "LifecycleState=Detaching",
    "HealthStatus=Healthy",
  ]);
});

it.each(["InService", "Standby", "Pending:Wait", "Terminating:Retained"])("so it is in %s", (state) => {
  expect(check(makeTerminated(), state)).toMatchObject([{ verdict: "proved", severity: "warning" }]);
});

describe("one reading alone", () => {
  const instance = makeTerminated({ terminatedAt: undefined }, seenOnce);

  it("is only suspected where no health check will help", () => {
    expect(check(instance, "Detaching", seenOnce)).toMatchObject([
      { verdict: "suspected", severity: "warning" },
    ]);
  });

  it("is nothing yet where the health check will notice", () => {
    expect(check(instance, "InService", seenOnce)).toEqual([]);
  });

  it("is suspected where the health check is suspended", () => {
    const suspended = makeAutoScalingGroup({ suspendedProcesses: [{ name: "HealthCheck" }] });
    const findings = checkRule(ghostAsgReference, {
      instance: [instance],
      member: [makeMember({}, seenOnce)],
      "auto-scaling-group": [suspended],
    });
    expect(findings).toMatchObject([{ verdict: "suspected", severity: "warning" }]);
  });

  it("is proved where EC2's own time says it ended a minute before", () => {
    expect(
      check(makeTerminated({ terminatedAt: secondsAgo(60) }, seenOnce), "Detaching", seenOnce),
    ).toMatchObject([{ verdict: "proved" }]);
    expect(
      check(makeTerminated({ terminatedAt: secondsAgo(59) }, seenOnce), "Detaching", seenOnce),
    ).toMatchObject([{ verdict: "suspected" }]);
  });
});

describe("an InService member that died", () => {
  it.each([
    [299, "info"],
    [300, "warning"],
  ])("%i seconds ago is %s: the health check needs its time", (seconds, severity) => {
    expect(check(makeTerminated({ terminatedAt: secondsAgo(seconds) }), "InService")).toMatchObject([
      { verdict: "proved", severity },
    ]);
  });
});

describe("a member on its way out", () => {
  it("is expected to be gone for ten minutes", () => {
    expect(check(makeTerminated(), "Terminating", { since: secondsAgo(599) })).toEqual([]);
    expect(check(makeTerminated(), "Terminating", { since: minutesAgo(10) })).toMatchObject([
      { verdict: "suspected", severity: "info" },
    ]);
  });

  it("is left to its hook in Terminating:Wait", () => {
    expect(check(makeTerminated(), "Terminating:Wait", { since: minutesAgo(60) })).toEqual([]);
  });
});

it.each(["running", "stopped", "pending"])("a %s member is no ghost", (state) => {
  expect(check(makeInstance({ state }), "InService")).toEqual([]);
});

it("a partial reading of EC2 that shows no row proves nothing, one that says terminated does", () => {
  const parts = (instance: ReturnType<typeof makeUnlisted>) => ({
    instance: [instance],
    member: [makeMember()],
  });
  const partial = { partial: ["ec2-instances"] as const };
  expect(checkRule(ghostAsgReference, parts(makeUnlisted()), partial)).toMatchObject([
    { verdict: "suspected" },
  ]);
  expect(checkRule(ghostAsgReference, parts(makeTerminated()), partial)).toMatchObject([
    { verdict: "proved" },
  ]);
});

describe("the advice", () => {
  const commands = (state: string) =>
    check(makeTerminated(), state)[0]?.advice.map(({ command }) => command ?? "");

  it("begins with looking and ends with the least reversible step", () => {
    expect(commands("InService")?.map((command) => command.split(" ")[2])).toEqual([
      "describe-auto-scaling-instances",
      "set-instance-health",
      "terminate-instance-in-auto-scaling-group",
      "detach-instances",
    ]);
  });

  it("does not promise that a Detaching row can be evicted", () => {
    const texts = check(makeTerminated(), "Detaching")[0]?.advice.map(({ text }) => text) ?? [];
    expect(texts.filter((text) => text.includes("May be refused while the row is Detaching"))).toHaveLength(
      3,
    );
    expect(JSON.stringify(check(makeTerminated(), "InService"))).not.toContain("May be refused");
  });

  it.each([
    ["Standby", "exit-standby"],
    ["Pending:Wait", "describe-lifecycle-hooks"],
    ["Terminating:Retained", "terminate-instance-in-auto-scaling-group"],
  ])("in %s is %s", (state, verb) => {
    expect(commands(state)?.[1]).toContain(`aws autoscaling ${verb} `);
  });
});
