import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { services } from "#lib/simulator/handlers/services.ts";
import { type Listening, listen } from "#lib/simulator/mount/listen.ts";
import { arbitraryValue } from "#lib/simulator/testing/arbitrary-value.ts";
import { makeEcho } from "#lib/simulator/testing/echo.ts";
import { makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import { smallAccount, smallIds } from "#lib/simulator/testing/small-world.ts";

const python = "/usr/bin/python3";
const cli = "/usr/bin/aws";
const runs = 8;
const slowMs = 60_000;

const environment = {
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH,
  HOME: tmpdir(),
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_ACCESS_KEY_ID: "AKIATEST",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_MAX_ATTEMPTS: "1",
  AWS_PAGER: "",
};

function hasBotocore(): boolean {
  const probe = "try:\n import botocore.session\nexcept ImportError:\n import awscli.botocore.session";
  try {
    execFileSync(python, ["-c", probe], { env: environment, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function start(file: string, given: readonly string[], input = ""): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: environment, maxBuffer: 64_000_000 };
    const child = execFile(file, [...given], options, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
        stdout,
        stderr,
      });
    });
    child.stdin?.end(input);
  });
}

/** What differs between the two sides only in notation: dates, and what is empty or undefined. */
function toComparable(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(toComparable).filter((item) => !isEmpty(item));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, toComparable(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined && !isEmpty(member)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

const botocore = hasBotocore();
const botocoreTitle = botocore ? "botocore" : `botocore (skipped: ${python} has no botocore)`;

describe.skipIf(!botocore)(botocoreTitle, () => {
  it("reads and writes every operation as the simulated account does", { timeout: slowMs }, async () => {
    const echo = makeEcho();
    const server = await listen(echo.respond, { port: 0 });
    const cases = services.flatMap((service) =>
      service.operations.flatMap(({ name, input, output }) => {
        const inputs = fc.sample(arbitraryValue(input, "seconds"), runs);
        const outputs = fc.sample(arbitraryValue(output, "milliseconds"), runs);
        return inputs.map((one, index) => ({
          service: service.signingName,
          operation: name,
          input: one,
          output: outputs[index] ?? {},
        }));
      }),
    );
    for (const { output } of cases) echo.answerWith(output);
    const script = fileURLToPath(new URL("../testing/botocore-differential.py", import.meta.url));
    const ended = await start(python, [script], JSON.stringify({ url: server.url, cases }));
    await server.close();
    expect(ended.stderr).toBe("");
    const results: unknown[] = JSON.parse(ended.stdout);
    expect(results).toHaveLength(cases.length);
    for (const [index, result] of results.entries()) {
      const { sent, expected, got, requestId, unknown } = toRecord(result);
      if (unknown !== undefined) continue;
      const where = `${cases[index]?.service}:${cases[index]?.operation}`;
      expect.soft(toComparable(echo.seen[index]), `${where} input`).toEqual(sent);
      expect.soft(got, `${where} output`).toEqual(expected);
      expect.soft(requestId, `${where} request id`).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

const hasCli = existsSync(cli);
const cliTitle = hasCli ? "the aws command line" : `the aws command line (skipped: there is no ${cli})`;

type Command = { readonly line: string; readonly says: unknown };

const readings: readonly Command[] = [
  { line: "sts get-caller-identity --query Account", says: smallAccount },
  {
    line: "deploy list-deployments --query deployments",
    says: [smallIds.created, smallIds.inProgress, smallIds.succeeded],
  },
  {
    line: `deploy batch-get-deployments --deployment-ids ${smallIds.created} --query deploymentsInfo[].createTime`,
    says: ["2026-01-31T14:22:00+00:00"],
  },
  {
    line: `deploy list-deployment-targets --deployment-id ${smallIds.inProgress} --target-filters {"TargetStatus":["Pending"]} --query targetIds`,
    says: [smallIds.terminated],
  },
  {
    line: "autoscaling describe-auto-scaling-groups --query AutoScalingGroups[].Instances[].LifecycleState",
    says: ["InService", "Pending:Wait", "Detaching"],
  },
  {
    line: "autoscaling describe-scaling-activities --auto-scaling-group-name asg-prod-api --query Activities[].ActivityId",
    says: ["second", "first"],
  },
  {
    line: `elbv2 describe-target-health --target-group-arn ${smallIds.targetGroup} --query TargetHealthDescriptions[].TargetHealth.State`,
    says: ["healthy", "draining"],
  },
  {
    line: "ec2 describe-instances --filters Name=tag:Name,Values=web,none --query Reservations[].Instances[].InstanceId",
    says: [smallIds.launching],
  },
];

const refusals: readonly Command[] = [
  { line: "elbv2 describe-target-groups --names none", says: "TargetGroupNotFound" },
  { line: `ec2 describe-instances --instance-ids ${smallIds.forgotten}`, says: "InvalidInstanceID.NotFound" },
  {
    line: `deploy stop-deployment --deployment-id ${smallIds.inProgress}`,
    says: "UnknownOperationException",
  },
  { line: `ec2 terminate-instances --instance-ids ${smallIds.running}`, says: "InvalidAction" },
];

describe.skipIf(!hasCli)(cliTitle, () => {
  let server: Listening;
  beforeAll(async () => {
    const simulator = makeSimulator({ pageSizes: { ListDeployments: 1, DescribeScalingActivities: 1 } });
    server = await simulator.listen({ port: 0 });
  });
  afterAll(() => server.close());

  const runCli = (line: string): Promise<Ended> =>
    start(cli, ["--endpoint-url", server.url, "--output", "json", ...line.split(" ")]);

  it.concurrent.each(readings)("reads $line", { timeout: slowMs }, async ({ line, says }) => {
    const { stderr, stdout } = await runCli(line);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(says);
  });

  it.concurrent.each(refusals)("is refused $line with $says", { timeout: slowMs }, async ({ line, says }) => {
    const { code, stderr } = await runCli(line);
    expect(stderr).toContain(`An error occurred (${says})`);
    expect(code).not.toBe(0);
  });
});
