import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import type { Clients } from "#lib/aws/clients.ts";
import type { Outcome } from "#lib/aws/operation.ts";
import {
  batchGetDeployments,
  batchGetDeploymentTargets,
  listDeployments,
  listDeploymentTargets,
} from "#lib/aws/operations.ts";
import { createPort } from "#lib/aws/port.ts";
import { createBenchClients, toGenerousLimits } from "#lib/bench/bench-clients.ts";
import { benchPlace, benchScope } from "#lib/bench/place.ts";
import { startProgram } from "#lib/bench/program.ts";
import { toInstant } from "#lib/domain/time.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

export type ColdRead = {
  readonly size: number;
  readonly calls: number;
  readonly fewestCalls: number;
  readonly chain: number;
  readonly wallMs: number;
  readonly chainMs: number;
  readonly cli: { readonly wallMs: number; readonly calls: number } | undefined;
};

const latencyMs = 50;
const pageSize = 100;
const batchSize = 25;
const repeats = 7;
const here = import.meta.dirname;
const clock = () => toInstant(Date.now());

/** Reads one deployment group from nothing, with 50 ms added to every call, several times; the median counts. */
export async function measureColdRead(size: number): Promise<ColdRead> {
  const { said: url, stop } = await startProgram(import.meta.resolve("#lib/bench/serve-fleet.ts"), [
    "fleet",
    String(size),
    String(latencyMs),
  ]);
  try {
    const clients = createBenchClients(url);
    await readGroup(clients);
    const reads = [];
    const chains = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      reads.push(await readGroup(clients));
      chains.push(await readChain(clients));
    }
    return {
      size,
      ...toMedian(reads),
      fewestCalls: fewestCalls(size),
      chain: toMedian(chains).calls,
      chainMs: toMedian(chains).wallMs,
      cli: readWithCli(url),
    };
  } finally {
    stop();
  }
}

/**
 * The analytic minimum for one deployment group with one Auto Scaling group, one target group, one open deployment:
 * GetDeploymentGroup, GetDeploymentConfig, ListDeployments, BatchGetDeployments, DescribeAutoScalingGroups,
 * DescribeScalingActivities, DescribeLifecycleHooks, DescribeInstanceRefreshes, DescribeTrafficSources,
 * DescribeTargetGroups, DescribeTargetGroupAttributes, DescribeTargetHealth once each; the rest by the number of
 * instances.
 */
function fewestCalls(size: number): number {
  const once = 12;
  const listPages = Math.ceil(size / pageSize);
  const targetBatches = Math.ceil(size / batchSize);
  const instanceBatches = Math.ceil(size / 100);
  const statusBatches = Math.ceil(size / 100);
  return once + listPages + targetBatches + instanceBatches + statusBatches;
}

type Timed = { readonly wallMs: number; readonly calls: number };

function toMedian(runs: readonly Timed[]): Timed {
  const median = runs.toSorted((left, right) => left.wallMs - right.wallMs)[Math.floor(runs.length / 2)];
  if (median === undefined) throw new Error("nothing was measured");
  return median;
}

/**
 * The longest chain of calls of which each needs the answer of the one before, and nothing beside it: ListDeployments,
 * BatchGetDeployments, every page of ListDeploymentTargets, then one batch of what the last page named.
 */
async function readChain(clients: Clients): Promise<Timed> {
  const port = createPort({ clients, allow: chainOperations, clock });
  const call = port.callFor(benchPlace);
  const started = performance.now();
  const { applicationName, deploymentGroupName } = { applicationName: "bench", deploymentGroupName: "bench" };
  const [deploymentId = ""] =
    toOutput(await call(listDeployments, { applicationName, deploymentGroupName })).deployments ?? [];
  toOutput(await call(batchGetDeployments, { deploymentIds: [deploymentId] }));
  let calls = 2;
  let nextToken: string | undefined;
  let targetIds: readonly string[] = [];
  do {
    const page = toOutput(
      await call(listDeploymentTargets, { deploymentId, ...(nextToken && { nextToken }) }),
    );
    targetIds = page.targetIds ?? [];
    nextToken = page.nextToken;
    calls += 1;
  } while (nextToken !== undefined);
  toOutput(await call(batchGetDeploymentTargets, { deploymentId, targetIds: targetIds.slice(0, batchSize) }));
  return { wallMs: performance.now() - started, calls: calls + 1 };
}

const chainOperations = [
  listDeployments,
  batchGetDeployments,
  listDeploymentTargets,
  batchGetDeploymentTargets,
];

function toOutput<Out>(outcome: Outcome<Out>): Out {
  if (!outcome.ok) throw new Error(`a call of the chain failed: ${outcome.failure.message}`);
  return outcome.output;
}

async function readGroup(clients: Clients): Promise<Timed> {
  let calls = 0;
  const sources: readonly Source[] = Object.values(registry);
  const all = sources.flatMap((source) => source.operations);
  const port = createPort({
    clients,
    allow: all,
    clock,
    // A thousand instances are more than the product would read in one burst: its token buckets are not what is measured.
    limits: toGenerousLimits(1_000),
    onCall: ({ requests }) => {
      calls += requests;
    },
  });
  const started = performance.now();
  const readings = await gather({
    sources: sources.filter((source) => source.level === "group"),
    place: benchScope,
    scope: benchScope,
    call: port.callFor(benchScope),
    clock,
    onDefect: throwDefect,
  });
  const wallMs = performance.now() - started;
  const failures = readings.flatMap((reading) => reading.failures);
  if (failures.length > 0) throw new Error(`the reading failed: ${JSON.stringify(failures[0])}`);
  return { wallMs, calls };
}

/** The same reading by a shell script over the AWS CLI, where there is one. */
function readWithCli(url: string): ColdRead["cli"] {
  if (!existsSync("/usr/bin/aws")) return undefined;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync("bash", [path.join(here, "cli-read.sh"), url], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the AWS CLI script failed: ${stderr}`);
  return { wallMs: performance.now() - started, calls: Number(stdout.trim()) };
}
