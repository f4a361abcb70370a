import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";
import { ListApplicationsCommand, StopDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { DescribeInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { DeregisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import { makeSmallWorld, smallAccount, smallIds, smallNow } from "#lib/simulator/testing/small-world.ts";

describe("accounts and regions", () => {
  it("come from the access key and the credential scope", async () => {
    const asked: string[] = [];
    const world = makeSmallWorld();
    const simulator = makeSimulator({
      world: {
        ...world,
        region(account, region) {
          asked.push(`${account}/${region}`);
          return world.region(account, region);
        },
      },
      accounts: { AKIATEST: smallAccount, AKIAOTHER: "222222222222" },
    });
    for (const accessKeyId of ["AKIATEST", "AKIAOTHER", "ASIA333333333333"]) {
      await makeClients(simulator, { accessKeyId, region: "eu-west-1" }).ec2.send(
        new DescribeInstancesCommand({}),
      );
    }
    expect(asked).toEqual([`${smallAccount}/eu-west-1`, "222222222222/eu-west-1", "333333333333/eu-west-1"]);
  });

  it.each([
    ["codedeploy", "UnrecognizedClientException"],
    ["autoScaling", "InvalidClientTokenId"],
    ["ec2", "AuthFailure"],
  ] as const)("%s refuses an unknown key, unless others have an account", async (service, name) => {
    const send = (simulator: ReturnType<typeof makeSimulator>) => {
      const clients = makeClients(simulator, { accessKeyId: "toString" });
      if (service === "codedeploy") return clients.codedeploy.send(new ListApplicationsCommand({}));
      if (service === "ec2") return clients.ec2.send(new DescribeInstancesCommand({}));
      return clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    };
    await expect(send(makeSimulator())).rejects.toMatchObject({ name });
    await expect(send(makeSimulator({ otherKeysAccount: "222222222222" }))).resolves.toBeDefined();
  });
});

describe("the world", () => {
  it("is caught up before each call, failed ones included", async () => {
    let caughtUp = 0;
    const simulator = makeSimulator({
      catchUp: () => {
        caughtUp += 1;
      },
    });
    const { codedeploy } = makeClients(simulator);
    await codedeploy.send(new ListApplicationsCommand({}));
    await codedeploy.send(new ListApplicationsCommand({ nextToken: "nonsense" })).catch(() => undefined);
    expect(caughtUp).toBe(2);
  });

  it("that cannot catch up is an internal failure, not a crash", async () => {
    const simulator = makeSimulator({
      catchUp: () => {
        throw new Error("the clock stands still");
      },
    });
    const sent = makeClients(simulator).codedeploy.send(new ListApplicationsCommand({}));
    await expect(sent).rejects.toMatchObject({ name: "InternalFailure", message: "the clock stands still" });
  });
});

describe("writing operations", () => {
  const { codedeploy, autoScaling, elbv2, ec2 } = makeClients(makeSimulator());
  const group = {
    AutoScalingGroupName: "asg-prod-api",
    LifecycleHookName: "h",
    LifecycleActionResult: "CONTINUE",
  };
  it.each([
    [
      "StopDeployment",
      "UnknownOperationException",
      () => codedeploy.send(new StopDeploymentCommand({ deploymentId: smallIds.inProgress })),
    ],
    [
      "CompleteLifecycleAction",
      "InvalidAction",
      () => autoScaling.send(new CompleteLifecycleActionCommand(group)),
    ],
    [
      "DeregisterTargets",
      "InvalidAction",
      () =>
        elbv2.send(
          new DeregisterTargetsCommand({
            TargetGroupArn: smallIds.targetGroup,
            Targets: [{ Id: smallIds.running }],
          }),
        ),
    ],
    [
      "TerminateInstances",
      "InvalidAction",
      () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [smallIds.running] })),
    ],
  ])("%s is refused with %s", async (_operation, name, send) => {
    await expect(send()).rejects.toMatchObject({ name, $metadata: { attempts: 1 } });
  });
});

describe("the log of calls", () => {
  it("says who called what, when, and how it ended", async () => {
    const { calls, faults, ...simulator } = makeSimulator();
    const { ec2, codedeploy } = makeClients({ calls, faults, ...simulator });
    await ec2.send(new DescribeInstancesCommand({}));
    faults.deny({ service: "codedeploy" });
    await codedeploy.send(new ListApplicationsCommand({})).catch(() => undefined);
    await codedeploy.send(new StopDeploymentCommand({ deploymentId: "d-1" })).catch(() => undefined);
    const place = { account: smallAccount, region: "us-east-1", at: smallNow };
    expect(calls.recent()).toEqual([
      { ...place, service: "ec2", operation: "DescribeInstances", ok: true, error: undefined },
      {
        ...place,
        service: "codedeploy",
        operation: "ListApplications",
        ok: false,
        error: "AccessDeniedException",
      },
      {
        ...place,
        service: "codedeploy",
        operation: "StopDeployment",
        ok: false,
        error: "AccessDeniedException",
      },
    ]);
    expect(calls.count()).toBe(3);
    expect(calls.count({ service: "codedeploy" })).toBe(2);
    expect(calls.count({ service: "codedeploy", operation: "StopDeployment", ok: true })).toBe(0);
    expect(calls.count({ region: "eu-west-1" })).toBe(0);
    calls.clear();
    expect(calls.count()).toBe(0);
    expect(calls.recent()).toEqual([]);
  });

  it("tells listeners of each attempt, until they leave; what they throw reaches the caller", async () => {
    const simulator = makeSimulator();
    const { ec2 } = makeClients(simulator, { maxAttempts: 3 });
    const heard: string[] = [];
    const leave = simulator.calls.onCall(({ operation, error }) => heard.push(`${operation} ${error}`));
    simulator.faults.reset({ count: 1 });
    await ec2.send(new DescribeInstancesCommand({}));
    expect(heard).toEqual(["DescribeInstances reset", "DescribeInstances undefined"]);
    leave();
    await ec2.send(new DescribeInstancesCommand({}));
    expect(heard).toHaveLength(2);
    simulator.calls.onCall(() => {
      throw new Error("unexpected call");
    });
    await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toThrow("unexpected call");
  });

  it("keeps the latest only, but counts them all", async () => {
    const { makeCallLog } = await import("#lib/simulator/mount/call-log.ts");
    const { calls, record } = makeCallLog();
    const place = {
      account: smallAccount,
      region: "us-east-1",
      service: "ec2",
      operation: "DescribeInstances",
    };
    for (let index = 0; index < 25_000; index += 1)
      record({ ...place, at: smallNow, ok: true, error: String(index) });
    expect(calls.count()).toBe(25_000);
    expect(calls.recent()).toHaveLength(10_000);
    expect(calls.recent().at(-1)?.error).toBe("24999");
  });
});

describe("GetCallerIdentity", () => {
  it("tells a user from a session", async () => {
    const simulator = makeSimulator();
    const user = await makeClients(simulator).sts.send(new GetCallerIdentityCommand({}));
    expect(user).toMatchObject({ Account: smallAccount, Arn: `arn:aws:iam::${smallAccount}:user/simulated` });
    const session = makeClients(simulator, { accessKeyId: "ASIA222222222222" }).sts;
    expect((await session.send(new GetCallerIdentityCommand({}))).Arn).toContain(
      "222222222222:assumed-role/",
    );
  });
});
