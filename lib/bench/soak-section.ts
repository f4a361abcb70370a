import * as z from "zod";
import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import { type ClockSpeed, toClockPreload, toFastMs } from "#lib/bench/clock-speed.ts";
import { fitLine } from "#lib/bench/fit-line.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { type HeapState, readHeap, toHeapProbe } from "#lib/bench/heap-state.ts";
import { accountSize } from "#lib/bench/make-account.ts";
import { startProgram } from "#lib/bench/program.ts";
import { type Asked, startLoad } from "#lib/bench/soak-load.ts";
import { startDashboardOver } from "#lib/bench/start-dashboard.ts";
import { toCount, toTable } from "#lib/bench/table.ts";
import { findFreePort } from "#lib/commands/free-port.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";
import { Fleet } from "#lib/report/schema.ts";

/** An hour in a minute. */
const speed = 60;
const mostGrowth = 0.01;
/** Caches fill, and code is compiled. */
const warmUpShare = 1 / 4;
const mostFirstSweepMs = 15 * minuteMs;
const shownFailures = 20;

type Hour = HeapState & Asked & { readonly hour: number };

/** The server as a user starts it, over a large account and with a fast clock: what it holds on to from hour to hour. */
export async function runSoakSection({ applications, hours }: BenchArguments): Promise<readonly Goal[]> {
  const groups = applications * accountSize.groupsPerApplication;
  console.log(`${toCount(groups)} deployment groups, ${hours} simulated hours, one a minute.\n`);
  const clock: ClockSpeed = { originMs: Date.now(), speed };
  const account = await startProgram(
    import.meta.resolve("#lib/bench/serve-fleet.ts"),
    ["account", String(applications)],
    [toClockPreload(clock)],
  );
  const probePort = await findFreePort();
  const dashboard = await startDashboardOver(account.said, [toClockPreload(clock), toHeapProbe(probePort)]);
  try {
    const scopes = await untilRead(dashboard.url, groups);
    const load = startLoad({ url: dashboard.url, scopes, nowMs: () => toFastMs(Date.now(), clock) });
    const beganAtMs = performance.now();
    const seen: Hour[] = [];
    for (let hour = 1; hour <= hours; hour++) {
      await sleep(beganAtMs + (hour * hourMs) / speed - performance.now());
      seen.push({ hour, ...(await readHeap(probePort)), ...load.asked() });
    }
    await load.stop();
    const faults = toFaults(dashboard.said());
    show(seen, [...load.asked().failures, ...faults]);
    return [toHeapGoal(seen, hours), toAnswersGoal(load.asked(), faults.length)];
  } finally {
    await dashboard.stop();
    account.stop();
  }
}

/** All groups, once each has been read: what is unread makes its pages wait, and fills memory while it comes in. */
async function untilRead(url: string, groups: number): Promise<readonly Scope[]> {
  const giveUpAtMs = performance.now() + mostFirstSweepMs;
  while (performance.now() < giveUpAtMs) {
    const health = Health.parse(await loadJson(`${url}/api/health`));
    const listed = health.places.reduce((sum, place) => sum + place.groups, 0);
    if (health.status !== "starting" && listed === groups) {
      const fleet = Fleet.parse(await loadJson(`${url}/api/groups`));
      return fleet.groups.map(({ scope }) => scope);
    }
    await sleep(secondMs);
  }
  throw new Error(`The dashboard has not read all ${groups} deployment groups.`);
}

const Health = z.object({ status: z.string(), places: z.array(z.object({ groups: z.number() })) });

async function loadJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.json();
}

function toFaults(said: string): readonly string[] {
  return said.split("\n").filter((line) => line.includes("A fault of Ghostline"));
}

function show(seen: readonly Hour[], troubles: readonly string[]): void {
  const header = [
    "hour",
    "heap after collection, MiB",
    "resident, MiB",
    "page loads so far",
    "reports so far",
    "events so far",
    "refused (429)",
  ];
  const rows = seen.map(({ hour, heapBytes, residentBytes, pages, reports, events, refused }) => [
    String(hour),
    toMiB(heapBytes),
    toMiB(residentBytes),
    ...[pages, reports, events, refused].map(toCount),
  ]);
  console.log(toTable(header, rows));
  for (const trouble of troubles.slice(0, shownFailures)) console.log(trouble);
  if (troubles.length > shownFailures) console.log(`… and ${troubles.length - shownFailures} more`);
}

function toHeapGoal(seen: readonly Hour[], hours: number): Goal {
  const settled = seen.filter(({ hour }) => hour > hours * warmUpShare);
  const line = fitLine(settled.map(({ hour, heapBytes }) => ({ x: hour, y: heapBytes })));
  const first = settled[0]?.hour ?? 0;
  // Of what the line says of the first of these hours: one hour's own value has its noise.
  const growth = line === undefined ? undefined : line.slope / (line.intercept + line.slope * first);
  return {
    what: "soak: heap after collection, growth per simulated hour",
    measured: growth === undefined ? "too few hours" : `${(growth * 100).toFixed(2)} %`,
    goal: `≤ ${mostGrowth * 100} %`,
    ok: growth !== undefined && growth <= mostGrowth,
  };
}

function toAnswersGoal({ pages, reports, failures }: Asked, faults: number): Goal {
  return {
    what: "soak: failed answers and faults",
    measured: `${failures.length + faults} of ${toCount(pages + reports)}`,
    goal: "0",
    ok: failures.length + faults === 0,
  };
}

function toMiB(bytes: number): string {
  return (bytes / 1_024 ** 2).toFixed(1);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
