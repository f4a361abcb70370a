import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  CodeDeployServiceException,
  ListApplicationsCommand,
  ThrottlingException,
} from "@aws-sdk/client-codedeploy";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { DescribeTargetGroupsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { describe, expect, it } from "vitest";
import { addSeconds } from "#lib/domain/time.ts";
import type { Faults, FaultTarget } from "#lib/simulator/mount/faults.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import { smallAccount, smallNow } from "#lib/simulator/testing/small-world.ts";

function send(
  simulator: Simulator,
  service: string,
  maxAttempts = 1,
  abortSignal?: AbortSignal,
): Promise<object> {
  const clients = makeClients(simulator, { maxAttempts });
  if (service === "codedeploy")
    return clients.codedeploy.send(new ListApplicationsCommand({}), { abortSignal });
  if (service === "autoscaling")
    return clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({}), { abortSignal });
  if (service === "ec2") return clients.ec2.send(new DescribeInstancesCommand({}), { abortSignal });
  return clients.elbv2.send(new DescribeTargetGroupsCommand({}), { abortSignal });
}

function makeFaulty(add: (faults: Faults) => void): Simulator {
  const simulator = makeSimulator();
  add(simulator.faults);
  return simulator;
}

describe("faults as the SDK's clients see them", () => {
  it.each([
    ["codedeploy", "AccessDeniedException", 400],
    ["autoscaling", "AccessDenied", 403],
    ["elasticloadbalancing", "AccessDenied", 403],
    ["ec2", "UnauthorizedOperation", 403],
  ])("%s denies with %s", async (service, name, httpStatusCode) => {
    const simulator = makeFaulty((faults) => faults.deny({}));
    const message = expect.stringContaining(`is not authorized to perform: ${service}:`);
    const expected = { name, message, $metadata: { httpStatusCode, attempts: 1 } };
    await expect(send(simulator, service, 3)).rejects.toMatchObject(expected);
  });

  it.each([
    ["codedeploy", "ThrottlingException", 400],
    ["autoscaling", "Throttling", 400],
    ["elasticloadbalancing", "Throttling", 400],
    ["ec2", "RequestLimitExceeded", 503],
  ])("%s throttles with %s, which the SDK counts as throttling", async (service, name, httpStatusCode) => {
    const simulator = makeFaulty((faults) => faults.throttle({ count: 1 }));
    await expect(send(simulator, service)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    simulator.faults.throttle({ count: 1 });
    await expect(send(simulator, service, 2)).resolves.toMatchObject({ $metadata: { attempts: 2 } });
  });

  it("a throttled CodeDeploy call throws the modelled class, a denied one the service's base class", async () => {
    const throttled = makeFaulty((faults) => faults.throttle({}));
    await expect(send(throttled, "codedeploy")).rejects.toBeInstanceOf(ThrottlingException);
    const denied = makeFaulty((faults) => faults.deny({}));
    await expect(send(denied, "codedeploy")).rejects.toBeInstanceOf(CodeDeployServiceException);
  });

  it.each([
    ["codedeploy", "ExpiredTokenException"],
    ["autoscaling", "ExpiredToken"],
    ["elasticloadbalancing", "ExpiredToken"],
    ["ec2", "RequestExpired"],
  ])("%s calls expired credentials %s", async (service, name) => {
    const simulator = makeFaulty((faults) => faults.expire({}));
    await expect(send(simulator, service, 3)).rejects.toMatchObject({ name, $metadata: { attempts: 1 } });
  });

  it.each(["codedeploy", "autoscaling", "ec2"])(
    "a %s answer cut in the middle cannot be read",
    async (service) => {
      const simulator = makeFaulty((faults) => faults.garble({}, "broken"));
      const expected = { $metadata: { attempts: 1 }, $response: { statusCode: 200 } };
      await expect(send(simulator, service, 3)).rejects.toMatchObject(expected);
    },
  );

  it("a page of HTML is no JSON", async () => {
    const simulator = makeFaulty((faults) => faults.garble({}, "html"));
    await expect(send(simulator, "codedeploy")).rejects.toBeInstanceOf(SyntaxError);
  });

  it.each(["codedeploy", "autoscaling", "ec2"])(
    "an empty 200 is no error to %s, but has no request id",
    async (service) => {
      const simulator = makeFaulty((faults) => faults.garble({}, "empty"));
      const result = await send(simulator, service);
      expect(result).toEqual({
        $metadata: expect.objectContaining({ httpStatusCode: 200, requestId: undefined }),
      });
    },
  );

  it.each(["codedeploy", "autoscaling", "ec2"])("%s passes a bare status on", async (service) => {
    const simulator = makeFaulty((faults) => faults.status({}, 501));
    await expect(send(simulator, service, 3)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 501, attempts: 1 },
    });
  });

  it("a reset is tried again", async () => {
    const simulator = makeFaulty((faults) => faults.reset({ count: 2 }));
    await expect(send(simulator, "ec2", 3)).resolves.toMatchObject({ $metadata: { attempts: 3 } });
    simulator.faults.reset({});
    await expect(send(simulator, "ec2")).rejects.toMatchObject({ name: "TimeoutError", code: "ECONNRESET" });
  });

  it("a hanging call ends only with the caller's patience", async () => {
    const waited: number[] = [];
    const patience = new AbortController();
    const wait = async (ms: number) => {
      waited.push(ms);
      patience.abort();
    };
    const simulator = makeSimulator({ wait });
    simulator.faults.hang({});
    const sent = send(simulator, "codedeploy", 3, patience.signal);
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    expect(waited).toEqual([Number.POSITIVE_INFINITY]);
  });

  it("a slow call takes its time and then succeeds; delays add up with the latency", async () => {
    const waited: number[] = [];
    const wait = async (ms: number) => void waited.push(ms);
    const simulator = makeSimulator({ latencyMs: 20, wait });
    await send(simulator, "ec2");
    simulator.faults.slow({}, 300);
    simulator.faults.slow({ service: "ec2" }, 5);
    await expect(send(simulator, "ec2")).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    await send(simulator, "codedeploy");
    expect(waited).toEqual([20, 325, 320]);
  });
});

describe("which calls a fault hits", () => {
  const window = { from: addSeconds(smallNow, -10), until: addSeconds(smallNow, 10) };
  const rows: [string, FaultTarget, boolean][] = [
    ["everything", {}, true],
    ["its service", { service: "ec2" }, true],
    ["another service", { service: "codedeploy" }, false],
    ["its operation", { service: "ec2", operation: "DescribeInstances" }, true],
    ["another operation", { service: "ec2", operation: "DescribeInstanceStatus" }, false],
    ["its account", { account: smallAccount }, true],
    ["another account", { account: "222222222222" }, false],
    ["its region", { region: "us-east-1" }, true],
    ["another region", { region: "eu-west-1" }, false],
    ["a window around now", { window }, true],
    ["a window that begins now", { window: { ...window, from: smallNow } }, true],
    ["a window that ends now", { window: { ...window, until: smallNow } }, false],
    ["no calls at all", { count: 0 }, false],
  ];

  it.each(rows)("%s", async (_what, target, isHit) => {
    const simulator = makeFaulty((faults) => faults.deny(target));
    const sent = send(simulator, "ec2");
    if (isHit) await expect(sent).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    else await expect(sent).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it("counted ones only so often, and a call hit by one fault does not use up another", async () => {
    const simulator = makeFaulty((faults) => {
      faults.deny({ count: 1 });
      faults.expire({ count: 1 });
    });
    await expect(send(simulator, "ec2")).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await expect(send(simulator, "ec2")).rejects.toMatchObject({ name: "RequestExpired" });
    await expect(send(simulator, "ec2")).resolves.toBeDefined();
  });

  it("none after it is taken away, or all are cleared", async () => {
    const simulator = makeSimulator();
    const undo = simulator.faults.deny({});
    undo();
    await expect(send(simulator, "ec2")).resolves.toBeDefined();
    simulator.faults.deny({});
    simulator.faults.clear();
    await expect(send(simulator, "ec2")).resolves.toBeDefined();
  });
});
