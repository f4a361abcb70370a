import { ListApplicationsCommand } from "@aws-sdk/client-codedeploy";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listening } from "#lib/simulator/mount/listen.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import { waitInRealTime } from "#lib/simulator/mount/wait.ts";
import { type Clients, makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import { smallIds } from "#lib/simulator/testing/small-world.ts";

describe("over the loopback address", () => {
  let simulator: Simulator;
  let server: Listening;
  let clients: Clients;
  beforeEach(async () => {
    simulator = makeSimulator();
    server = await simulator.listen({ port: 0 });
    clients = makeClients(simulator, { endpoint: server.url, maxAttempts: 3 });
  });
  afterEach(() => server.close());

  it("answers in all three protocols", async () => {
    const { applications, $metadata } = await clients.codedeploy.send(new ListApplicationsCommand({}));
    expect(applications).toEqual(["api"]);
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const TargetGroupArn = smallIds.targetGroup;
    const health = await clients.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(health.TargetHealthDescriptions).toHaveLength(2);
    expect((await clients.ec2.send(new DescribeInstancesCommand({}))).Reservations).toHaveLength(3);
  });

  it("works below a path, as inside another server", async () => {
    const below = makeClients(simulator, { endpoint: `${server.url}/api/simulated` });
    expect((await below.ec2.send(new DescribeInstancesCommand({}))).Reservations).toHaveLength(3);
  });

  it("sends the machine's time, or clients would shift their clocks to the world's", async () => {
    const response = await fetch(server.url, {
      method: "POST",
      body: "Action=DescribeInstances&Version=2016-11-15",
    });
    const date = Date.parse(response.headers.get("date") ?? "");
    expect(Math.abs(date - Date.now())).toBeLessThan(5_000);
  });

  it("cuts the connection on a reset, and the next attempt succeeds", async () => {
    simulator.faults.reset({ count: 1 });
    const { $metadata } = await clients.codedeploy.send(new ListApplicationsCommand({}));
    expect($metadata.attempts).toBe(2);
  });

  it("drops a request that is longer than any call", async () => {
    const sent = fetch(server.url, { method: "POST", body: "x".repeat(1_000_001) });
    await expect(sent).rejects.toThrow();
    expect(simulator.calls.count()).toBe(0);
  });

  it("notices when the caller of a hanging call leaves", async () => {
    const patience = new AbortController();
    const hanging = makeSimulator({
      wait(ms, signal) {
        patience.abort();
        return waitInRealTime(ms, signal);
      },
    });
    hanging.faults.hang({});
    const ended = new Promise((resolve) => hanging.calls.onCall(resolve));
    const other = await hanging.listen({ port: 0 });
    const { codedeploy } = makeClients(hanging, { endpoint: other.url });
    const sent = codedeploy.send(new ListApplicationsCommand({}), { abortSignal: patience.signal });
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    expect(await ended).toMatchObject({ ok: false, error: "hung" });
    await other.close();
  });

  it("says when the port is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(simulator.listen({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
