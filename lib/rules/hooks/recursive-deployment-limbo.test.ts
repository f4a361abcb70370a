import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { recursiveDeploymentLimbo } from "#lib/rules/hooks/recursive-deployment-limbo.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  seenOnce,
  testHookName,
  testNow,
} from "#lib/testing/facts.ts";
import {
  fleetDeployment,
  idSecondLap,
  launchDeployment,
  makeHealthyFacts,
  makeIncidentFacts,
} from "#lib/testing/incident-facts.ts";

const incident = makeIncidentFacts();
const update =
  "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups";

function checkLimbo(parts: Partial<AllFacts> = {}) {
  return checkRule(recursiveDeploymentLimbo, makeIncidentFacts(parts));
}

function withoutMember(id: string): AllFacts["member"] {
  return incident.member.filter(({ value }) => value.instanceId !== id);
}

function makeMemberOfA(lifecycleState: string): AllFacts["member"] {
  const row = makeMember(
    { instanceId: idA, lifecycleState },
    { firstSeen: minutesAgo(300), since: minutesAgo(45) },
  );
  return [...withoutMember(idA), row];
}

function withFleet(value: Parameters<typeof makeDeployment>[0]): AllFacts["deployment"] {
  return incident.deployment.map((deployment) =>
    deployment.value.id === fleetDeployment ? makeDeployment({ ...deployment.value, ...value }) : deployment,
  );
}

function withEvents(deploymentId: string, events: readonly LifecycleEvent[]): AllFacts["deployment-target"] {
  return incident["deployment-target"].map((target) =>
    target.value.deploymentId === deploymentId ? makeDeploymentTarget({ ...target.value, events }) : target,
  );
}

describe("recursive-deployment-limbo", () => {
  it("the incident on its third lap is proved, since the first lap began", () => {
    const [finding, ...others] = checkLimbo();
    expect(others).toEqual([]);
    expect(recursiveDeploymentLimbo.severity).toBe("critical");
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "proved",
      since: minutesAgo(42),
    });
    expect(finding?.severity).toBeUndefined();
  });

  it("the summary says who is gone, which deployment holds it, which lap this is, and what a stop costs", () => {
    const summary = checkLimbo()[0]?.summary;
    expect(summary).toContain(
      "Since 13:40:10 UTC asg-prod-api has launched and given up 2 instances in a row",
    );
    expect(summary).toContain(
      `the last was ${idSecondLap}), 2 of them because the deployment was stopped, and is in lap 3`,
    );
    expect(summary).toContain(`EC2 terminated ${idA} at 13:39:10 UTC`);
    expect(summary).toContain(
      `deployment ${fleetDeployment} (InProgress, creator user), which is one for the whole group and occupies it, still waits for it`,
    );
    expect(summary).toContain("asg-prod-api still lists it as Detaching");
    expect(summary).toContain(`Stopping ${launchDeployment} would cost ${idC}`);
  });

  it("every service involved is cited", () => {
    const sources = new Set(checkLimbo()[0]?.evidence.map(({ source }) => source));
    expect([...sources].sort()).toEqual([
      "autoscaling-activities",
      "autoscaling-groups",
      "autoscaling-hooks",
      "codedeploy-deployments",
      "codedeploy-targets",
      "ec2-instances",
    ]);
  });

  it("releasing the ghost comes first, then the reference's ways in their order", () => {
    const advice = checkLimbo()[0]?.advice ?? [];
    expect(advice[0]?.text).toContain(`${fleetDeployment} may keep waiting for it all the same`);
    expect(advice[0]?.text).toMatch(/^Release i-0a11aaaaaaaaaaaaa from asg-prod-api: /);
    expect(advice.map(({ command }) => command)).toEqual([
      `aws autoscaling terminate-instance-in-auto-scaling-group --instance-id ${idA} --no-should-decrement-desired-capacity --region us-east-1`,
      `aws deploy stop-deployment --deployment-id ${fleetDeployment} --region us-east-1`,
      "aws autoscaling suspend-processes --auto-scaling-group-name asg-prod-api --scaling-processes Launch --region us-east-1",
      `aws autoscaling set-instance-health --instance-id ${idA} --health-status Unhealthy --no-should-respect-grace-period --region us-east-1`,
      `aws autoscaling detach-instances --instance-ids ${idA} --auto-scaling-group-name asg-prod-api --no-should-decrement-desired-capacity --region us-east-1`,
      `${update} --region us-east-1`,
      `${update} asg-prod-api --region us-east-1`,
      "aws deploy get-deployment-group --application-name api --deployment-group-name prod-api --region us-east-1",
      "aws autoscaling resume-processes --auto-scaling-group-name asg-prod-api --scaling-processes Launch --region us-east-1",
      undefined,
    ]);
  });

  it("no advice stops the deployment of the living instance", () => {
    for (const parts of [{}, { member: withoutMember(idA) }]) {
      const stops = checkLimbo(parts)[0]?.advice.filter(({ command }) =>
        command?.includes("stop-deployment"),
      );
      expect(stops?.map(({ command }) => command?.includes(launchDeployment))).toEqual([false]);
      expect(stops?.[0]?.text).toContain(`and not ${launchDeployment}, which would cost ${idC}`);
    }
  });

  it.each([
    ["InService", "set-instance-health"],
    ["Standby", "exit-standby"],
    ["Detaching", "terminate-instance-in-auto-scaling-group"],
    [
      "Pending:Wait",
      `complete-lifecycle-action --lifecycle-hook-name ${testHookName} --auto-scaling-group-name asg-prod-api --instance-id ${idA} --lifecycle-action-result ABANDON`,
    ],
  ])("a ghost in %s is released by %s", (state, command) => {
    const first = checkLimbo({ member: makeMemberOfA(state) })[0]?.advice[0];
    expect(first?.text).toContain(`Release ${idA} from asg-prod-api`);
    expect(first?.command).toContain(command);
  });

  it("a ghost that only the fleet deployment holds: that deployment is stopped first", () => {
    const [finding] = checkLimbo({ member: withoutMember(idA) });
    expect(finding?.verdict).toBe("proved");
    expect(finding?.advice[0]?.command).toContain(`stop-deployment --deployment-id ${fleetDeployment}`);
  });

  it("a ghost left in a scale-out's deployment: its targets are looked at before it is stopped", () => {
    const deployment = withFleet({ creator: "autoscaling", createTime: minutesAgo(50) });
    const [finding] = checkLimbo({ deployment, member: withoutMember(idA) });
    expect(finding?.summary).toContain(
      `deployment ${fleetDeployment} (InProgress), left over from a scale-out`,
    );
    expect(finding?.advice.slice(0, 2).map(({ command }) => command?.split(" ")[2])).toEqual([
      "list-deployment-targets",
      "stop-deployment",
    ]);
  });

  it("a ghost that only the Auto Scaling group lists is corroborated, and nothing is to be stopped", () => {
    const [finding] = checkLimbo({ deployment: withFleet({ status: "Stopped" }) });
    expect(finding?.verdict).toBe("corroborated");
    expect(finding?.summary).toContain("no running deployment that was read names it");
    expect(finding?.advice.some(({ command }) => command?.includes("stop-deployment"))).toBe(false);
  });

  const begun: readonly LifecycleEvent[] = [
    { name: "ApplicationStop", status: "InProgress", startTime: minutesAgo(1) },
  ];
  const failed: readonly LifecycleEvent[] = [
    { name: "BeforeInstall", status: "Failed", startTime: minutesAgo(30) },
  ];
  it.each<[string, Partial<AllFacts>]>([
    [
      "without a ghost",
      { instance: incident.instance.map((row) => (row.value.id === idA ? makeInstance({ id: idA }) : row)) },
    ],
    [
      "with a ghost that nothing refers to",
      { member: withoutMember(idA), deployment: withFleet({ status: "Stopped" }) },
    ],
    [
      "with a lap whose deployment failed in a script",
      { "deployment-target": withEvents("d-B1B1B1B1B", failed) },
    ],
    [
      "with a running lap whose deployment has begun",
      { "deployment-target": withEvents(launchDeployment, begun) },
    ],
    [
      "with laps of which no deployment is known",
      {
        "deployment-target": incident["deployment-target"].filter(
          ({ value }) => value.deploymentId === fleetDeployment,
        ),
      },
    ],
    [
      "on its second lap",
      { "scaling-activity": incident["scaling-activity"].filter(({ value }) => value.id !== "launch-1") },
    ],
    [
      "with a launch that reached service",
      {
        "scaling-activity": incident["scaling-activity"].map((row) =>
          row.value.id === "launch-3"
            ? { ...row, value: { ...row.value, status: "Successful", endTime: testNow } }
            : row,
        ),
      },
    ],
    ["without the deployment group", { "deployment-group": [] }],
  ])("%s it is no limbo", (_case, parts) => {
    expect(checkLimbo(parts)).toEqual([]);
  });

  it("a lap whose deployment is still to come does not name it", () => {
    const [finding] = checkLimbo({
      deployment: incident.deployment.filter(({ value }) => value.id !== launchDeployment),
    });
    expect(finding?.summary).toContain(
      `Stopping the deployment that CodeDeploy makes for ${idC} would cost ${idC} and begin the next lap.`,
    );
  });

  it("between two laps it is still limbo, and no stop is threatened with a cost", () => {
    const [finding] = checkLimbo({
      "scaling-activity": incident["scaling-activity"].filter(({ value }) => value.id !== "launch-3"),
      member: withoutMember(idC),
    });
    expect(finding?.summary).toContain("The next launch may wait in the same way.");
    expect(finding?.summary).not.toContain("in lap");
  });

  it.each<[string, Partial<AllFacts>]>([
    [
      "a contradiction seen once",
      {
        instance: [
          ...incident.instance.slice(1),
          makeTerminated({ id: idA, terminatedAt: undefined }, seenOnce),
        ],
        member: makeMemberOfA("Detaching"),
      },
    ],
    [
      "a ghost that is one of the loop's own instances",
      {
        member: withoutMember(idA),
        deployment: withFleet({ status: "Stopped" }).map((row) =>
          row.value.id === "d-B1B1B1B1B" ? makeDeployment({ ...row.value, status: "InProgress" }) : row,
        ),
        "deployment-target": [
          ...incident["deployment-target"].filter(({ value }) => value.targetId !== idB),
          makeDeploymentTarget({ deploymentId: "d-B1B1B1B1B", targetId: idB }),
        ],
      },
    ],
  ])("%s makes it suspected", (_case, parts) => {
    expect(checkLimbo(parts).map(({ verdict }) => verdict)).toEqual(["suspected"]);
  });

  it("a row that EC2 does not list rests on a complete reading of EC2", () => {
    const instance = [
      ...incident.instance.slice(1),
      makeUnlisted(idA, { firstSeen: minutesAgo(300), since: minutesAgo(40) }),
    ];
    const facts = makeIncidentFacts({ instance });
    expect(checkRule(recursiveDeploymentLimbo, facts)[0]?.verdict).toBe("proved");
    expect(checkRule(recursiveDeploymentLimbo, facts, { partial: ["ec2-instances"] })[0]?.verdict).toBe(
      "suspected",
    );
  });

  it.each([
    [
      "s3://releases/api/r42.zip",
      "create-deployment --application-name api --deployment-group-name prod-api --s3-location bucket=releases,key=api/r42.zip,bundleType=zip",
    ],
    [
      "github: acme/api@0123abcd",
      "create-deployment --application-name api --deployment-group-name prod-api --github-location repository=acme/api,commitId=0123abcd",
    ],
    ["s3://releases/api/r42", "get-deployment-group"],
    ["s3://releases/a,key=b.zip", "get-deployment-group"],
  ])("revision %s is deployed again by %s", (label, command) => {
    const [finding] = checkLimbo({
      "deployment-group": [makeDeploymentGroup({ targetRevision: { label } })],
    });
    expect(finding?.advice.at(-3)?.command).toContain(command);
  });

  it("a healthy group is in no limbo", () => {
    expect(checkRule(recursiveDeploymentLimbo, makeHealthyFacts())).toEqual([]);
  });
});
