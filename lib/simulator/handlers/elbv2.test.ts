import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  LoadBalancerNotFoundException,
  TargetGroupNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { describe, expect, it } from "vitest";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import {
  makeSmallRegion,
  makeSmallWorld,
  makeTargetGroup,
  smallIds,
} from "#lib/simulator/testing/small-world.ts";

const { elbv2 } = makeClients(makeSimulator());
const TargetGroupArn = smallIds.targetGroup;

describe("target groups", () => {
  it.each([
    ["all", {}],
    ["by name", { Names: ["tg-prod-api"] }],
    ["by ARN", { TargetGroupArns: [TargetGroupArn] }],
    ["by load balancer", { LoadBalancerArn: smallIds.loadBalancer }],
  ])("are described %s", async (_how, input) => {
    const { TargetGroups } = await elbv2.send(new DescribeTargetGroupsCommand(input));
    expect(TargetGroups).toMatchObject([
      {
        TargetGroupArn,
        TargetGroupName: "tg-prod-api",
        Port: 8080,
        HealthCheckPath: "/health",
        TargetType: "instance",
      },
    ]);
  });

  it("give their deregistration delay", async () => {
    const attributes = await elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
    expect(attributes.Attributes).toEqual([{ Key: "deregistration_delay.timeout_seconds", Value: "300" }]);
  });

  it("are paged by marker", async () => {
    const region = makeSmallRegion();
    const second = TargetGroupArn.replace("tg-prod-api", "tg-other");
    region.targetGroups.set(second, makeTargetGroup(second));
    const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).elbv2;
    const first = await other.send(new DescribeTargetGroupsCommand({ PageSize: 1 }));
    const last = await other.send(new DescribeTargetGroupsCommand({ PageSize: 1, Marker: first.NextMarker }));
    expect([first, last].flatMap((page) => page.TargetGroups?.map((one) => one.TargetGroupName))).toEqual([
      "tg-prod-api",
      "tg-other",
    ]);
    expect(last.NextMarker).toBeUndefined();
  });
});

describe("target health", () => {
  it("lists all registered targets", async () => {
    const { TargetHealthDescriptions } = await elbv2.send(
      new DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    expect(TargetHealthDescriptions).toMatchObject([
      { Target: { Id: smallIds.running, Port: 8080 }, TargetHealth: { State: "healthy" } },
      {
        Target: { Id: smallIds.terminated },
        TargetHealth: { State: "draining", Reason: "Target.DeregistrationInProgress" },
      },
    ]);
    expect(TargetHealthDescriptions?.[0]?.TargetHealth?.Reason).toBeUndefined();
  });

  it("answers for an asked target that is not registered, or not on that port", async () => {
    const Targets = [
      { Id: smallIds.running },
      { Id: smallIds.launching },
      { Id: smallIds.running, Port: 9090 },
    ];
    const { TargetHealthDescriptions } = await elbv2.send(
      new DescribeTargetHealthCommand({ TargetGroupArn, Targets }),
    );
    const unused = { State: "unused", Reason: "Target.NotRegistered" };
    expect(TargetHealthDescriptions).toMatchObject([
      { TargetHealth: { State: "healthy" } },
      { Target: { Id: smallIds.launching, Port: 8080 }, TargetHealth: unused },
      { Target: { Id: smallIds.running, Port: 9090 }, TargetHealth: unused },
    ]);
  });
});

describe("what ELB refuses", () => {
  it.each([
    [
      "an unknown name",
      new DescribeTargetGroupsCommand({ Names: ["tg-prod-api", "x"] }),
      TargetGroupNotFoundException,
    ],
    [
      "an unknown ARN",
      new DescribeTargetGroupsCommand({ TargetGroupArns: ["x"] }),
      TargetGroupNotFoundException,
    ],
    [
      "health of an unknown group",
      new DescribeTargetHealthCommand({ TargetGroupArn: "x" }),
      TargetGroupNotFoundException,
    ],
    [
      "an unknown load balancer",
      new DescribeTargetGroupsCommand({ LoadBalancerArn: `${smallIds.loadBalancer}x` }),
      LoadBalancerNotFoundException,
    ],
  ])("%s", async (_what, command, expected) => {
    await expect(elbv2.send(toSendable(command))).rejects.toBeInstanceOf(expected);
  });

  it.each([
    ["health of no group", new DescribeTargetHealthCommand({ TargetGroupArn: undefined })],
    ["names and ARNs together", new DescribeTargetGroupsCommand({ Names: ["x"], TargetGroupArns: ["y"] })],
    ["401 a page", new DescribeTargetGroupsCommand({ PageSize: 401 })],
    ["a marker that it did not hand out", new DescribeTargetGroupsCommand({ Marker: "nonsense" })],
  ])("%s", async (_what, command) => {
    await expect(elbv2.send(toSendable(command))).rejects.toMatchObject({ name: "ValidationError" });
  });
});

/** The client's overloads take one kind of command at a time; any command of this service is one of them. */
function toSendable(command: object): DescribeTargetHealthCommand {
  return command as DescribeTargetHealthCommand;
}
