import { spawn } from "node:child_process";
import { createServer } from "node:http";
import path from "node:path";
import { test as base } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { findFreePort } from "#lib/commands/free-port.ts";
import { projectRoot } from "#lib/commands/project-root.ts";
import { quietGroups } from "#lib/simulator/scenarios/index.ts";
import { spawnStart } from "#lib/testing/start-server.ts";

const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_EC2_METADATA_DISABLED: "true" };

base.describe("a server that cannot serve ends with status 1, says why, and was never ready", () => {
  for (const [name, environment, words] of [
    ["an address that is not this machine's", { HOST: "192.0.2.1" }, /HOST=192\.0\.2\.1 is no address/],
    ["a name that is none", { HOST: "no such name" }, /HOST=no such name is a name that/],
    ["no number of a port", { PORT: "http" }, /PORT=http is not allowed: a whole number/],
    ["no region", { AWS_REGION: "us_east" }, /AWS_REGION=us_east is not allowed: the name of a region/],
    ["no directory", { GHOSTLINE_DATA: "/dev/null/x" }, /Ghostline cannot start: .*history/],
  ] as const) {
    base(name, async () => {
      const starting = spawnStart({ PORT: String(await findFreePort()), ...nowhere, ...environment });
      expect(await starting.exited).toBe(1);
      expect(starting.said()).toMatch(words);
      expect(starting.said()).not.toContain("is ready");
    });
  }

  base("a port that another program has", async () => {
    const other = createServer((_, response) => response.end("{}"));
    const port = await findFreePort();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    const starting = spawnStart({ PORT: String(port), HOST: "127.0.0.1", ...nowhere });
    expect(await starting.exited).toBe(1);
    expect(starting.said()).toContain(`another program listens on 127.0.0.1:${port} already`);
    expect(starting.said()).not.toContain("is ready");
    other.close();
  });
});

test.describe("a server that is told to end", () => {
  test.use({ account: { stories: [quietGroups] }, own: {} });

  test("lets running answers finish, lets streams go, and ends with status 0", async ({ ghostline }) => {
    // The first look at the fleet waits some seconds for AWS, and is then answered with what is known.
    const resume = ghostline.simulator.faults.hang({ service: "codedeploy" });
    const another = await ghostline.startAnother({ GHOSTLINE_DATA: path.join(ghostline.data, "another") });
    const stream = await fetch(`${another.url}/api/stream`);
    const events = stream.text();
    let answered = false;
    const running = fetch(`${another.url}/api/groups`).finally(() => {
      answered = true;
    });
    const rules = await fetch(`${another.url}/api/rules`);
    expect([rules.status, answered]).toEqual([200, false]);
    another.tell("SIGTERM");
    expect(await events).toContain("retry: 5000");
    expect((await running).status).toBe(200);
    expect(await another.exited).toBe(0);
    resume();
  });
});

base("who stops npm stops the server", async () => {
  const port = await findFreePort();
  const npm = spawn("npm", ["start"], {
    cwd: projectRoot,
    env: {
      ...process.env,
      ...nowhere,
      AWS_REGION: "us-east-1",
      PORT: String(port),
      GHOSTLINE_SIMULATED: "yes",
    },
    stdio: "ignore",
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/api/rules`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers).toBe(true);
  npm.kill("SIGTERM");
  await expect.poll(answers).toBe(false);
});
