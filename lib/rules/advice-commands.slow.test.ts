import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { NormalizedSchema } from "@smithy/core/schema";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type CliCommand,
  parseCliCommand,
  toComplaints,
  toOperationName,
  toShellWords,
} from "#lib/testing/cli-command.ts";
import { expectedFindings } from "#lib/testing/expected-findings.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

const cli = "/usr/bin/aws";
const run = promisify(execFile);

/** Every command line that the stories' reports advise, from their first reading on. What has to be watched for longer advises nothing here. */
async function collectCommands(): Promise<readonly string[]> {
  const lines = new Set<string>();
  for (const { story, parameters = {} } of expectedFindings) {
    const account = await observeAccount({ stories: [story], parameters });
    await account.read();
    for (const { group } of await account.scopes()) {
      const report = await account.report(group);
      for (const { advice } of report.findings)
        for (const { command } of advice) if (command !== undefined) lines.add(command);
    }
  }
  return [...lines];
}

/** The SDK's modules by the CLI's names of the services. Of the others the SDK is not installed. */
async function loadModule(service: string): Promise<object | undefined> {
  switch (service) {
    case "deploy":
      return await import("@aws-sdk/client-codedeploy");
    case "autoscaling":
      return await import("@aws-sdk/client-auto-scaling");
    case "elbv2":
      return await import("@aws-sdk/client-elastic-load-balancing-v2");
    case "ec2":
      return await import("@aws-sdk/client-ec2");
    case "sts":
      return await import("@aws-sdk/client-sts");
    default:
      return undefined;
  }
}

/** Services that only the CLI's own check below can judge. */
const withoutSdk = [
  "cloudwatch",
  "iam",
  "ssm",
  "s3api",
  "cloudtrail",
  "logs",
  "service-quotas",
  "arc-zonal-shift",
];

async function complain(command: CliCommand): Promise<readonly string[]> {
  const module = await loadModule(command.service);
  if (module === undefined) return withoutSdk.includes(command.service) ? [] : ["of an unknown service"];
  const schema: unknown = Reflect.get(module, `${toOperationName(command.operation)}$`);
  if (!Array.isArray(schema)) return [`the SDK has no ${command.operation}`];
  const input = schema[4];
  return toComplaints(command, input, toRequired(input));
}

/** In the SDK's schemas the required members come first, with their number last. */
function toRequired(input: Parameters<typeof NormalizedSchema.of>[0]): readonly string[] {
  const schema = NormalizedSchema.of(input).getSchema();
  return Array.isArray(schema) && schema[0] === 3 ? schema[4].slice(0, schema[6] ?? 0) : [];
}

/** What the CLI's own parser says against the lines, in one process: starting the CLI takes longer than all the rest. */
async function parseWithCli(lines: readonly string[]): Promise<unknown> {
  const program = `
import contextlib, io, json, sys
import awscli.clidriver
refused = []
for words in json.load(sys.stdin):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = awscli.clidriver.create_clidriver().main(words)
        except SystemExit as end:
            code = end.code
    if code != 0:
        refused.append(" ".join(words) + ": " + said.getvalue())
print(json.dumps(refused))`;
  const interpreter = /^#!(\S+)/.exec(readFileSync(cli, "utf8"))?.[1] ?? "python3";
  const running = run(interpreter, ["-c", program], {
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: "true" },
  });
  const asked = lines.map((line) => [...toShellWords(line).slice(1), "--generate-cli-skeleton"]);
  running.child.stdin?.end(JSON.stringify(asked));
  return JSON.parse((await running).stdout);
}

describe("a shell's words", () => {
  it.each([
    ["aws deploy x --name 'two words'", ["aws", "deploy", "x", "--name", "two words"]],
    ["aws x --n 'it'\\''s' --m a,b", ["aws", "x", "--n", "it's", "--m", "a,b"]],
    ['aws x --json \'{"a":["b c"]}\'', ["aws", "x", "--json", '{"a":["b c"]}']],
  ])("%s", (line, words) => {
    expect(toShellWords(line)).toEqual(words);
  });
});

describe("every command that the stories' findings advise", () => {
  let lines: readonly string[] = [];
  beforeAll(async () => {
    lines = await collectCommands();
  }, 180_000);

  it("is an operation of the SDK, with its required members and no unknown options", async () => {
    expect(lines.length).toBeGreaterThan(50);
    const complaints: string[] = [];
    for (const line of lines)
      for (const complaint of await complain(parseCliCommand(line))) complaints.push(`${complaint}: ${line}`);
    expect(complaints).toEqual([]);
  });

  it("the check notices a wrong option, a missing member and a wrong operation", async () => {
    const check = (line: string) => complain(parseCliCommand(line));
    expect(await check("aws deploy stop-deployment --region us-east-1")).toEqual(["lacks deploymentId"]);
    expect(await check("aws deploy stop-deployment --deployment-id d-1 --force")).toEqual([
      "unknown --force",
    ]);
    expect(await check("aws deploy halt-deployment --deployment-id d-1")).toEqual([
      "the SDK has no halt-deployment",
    ]);
  });

  describe.skipIf(!existsSync(cli))("the AWS CLI's own parser", () => {
    it("takes all of them, and then prints what the operation takes", async () => {
      expect(await parseWithCli(lines)).toEqual([]);
    }, 600_000);

    it("notices a wrong option", async () => {
      const line = "aws deploy stop-deployment --deployment-id d-1 --force";
      expect(await parseWithCli([line])).toEqual([expect.stringContaining("--force")]);
    });
  });
});
