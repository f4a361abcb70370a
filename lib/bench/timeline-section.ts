import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import type { Goal } from "#lib/bench/goal.ts";
import { makeFleet } from "#lib/bench/make-fleet.ts";
import { toPercentile } from "#lib/bench/percentile.ts";
import { benchPlace, benchScope } from "#lib/bench/place.ts";
import { makeStandingAccount } from "#lib/bench/standing-account.ts";
import { startDashboard } from "#lib/bench/start-dashboard.ts";
import { toCount, toRatio, toTable } from "#lib/bench/table.ts";
import { peers } from "#lib/bench/timeline/bundle-peer.ts";
import type { Drawing, NoDrawing } from "#lib/bench/timeline/drawing.ts";
import { makeWideReport } from "#lib/bench/timeline/make-wide-report.ts";
import { measureOurs } from "#lib/bench/timeline/measure-ours.ts";
import { measurePeer } from "#lib/bench/timeline/measure-peer.ts";
import { findChromium } from "#lib/commands/find-chromium.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import { toInstant } from "#lib/domain/time.ts";
import { Report } from "#lib/report/schema.ts";

const rowCounts = [50, 500, 2_000] as const;
const itemsPerRow = 50;
const mostFrameMs = 8.3;
const mostPaintMs = 150;
const mostPayloadBytes = 300 * 1_024;
const payloadInstances = 1_000;

/** The timeline in a browser beside public components, with the same data in the same run; and what a report weighs. */
export async function runTimelineSection(): Promise<readonly Goal[]> {
  console.log(
    `Lanes of ${itemsPerRow} spans and marks each, 1440 × 900, no frame limit. All begin with the data in memory; ours is the whole page, and also measured from the bytes of the report.\n`,
  );
  const payloadBytes = await measurePayload();
  const dashboard = await startDashboard(
    makeStandingAccount(makeFleet(benchPlace, 3, toInstant(Date.now()))),
  );
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ["--disable-frame-rate-limit", "--disable-gpu-vsync", "--enable-precise-memory-info"],
  });
  try {
    const like = await loadReport(dashboard.url);
    const drawings: (Drawing | NoDrawing)[] = [];
    for (const rows of rowCounts) {
      const report = makeWideReport(like, { rows, itemsPerRow });
      drawings.push(await measureOurs(browser, dashboard.url, report));
      drawings.push(...(await measurePeers(browser, report)));
    }
    console.log(
      `${toTable(
        header,
        drawings.map((drawing) => toCells(drawing, drawings)),
      )}\n`,
    );
    return toGoals(drawings, payloadBytes);
  } finally {
    await browser.close();
    await dashboard.stop();
  }
}

async function measurePeers(browser: Browser, report: Report): Promise<readonly (Drawing | NoDrawing)[]> {
  const measured: (Drawing | NoDrawing)[] = [];
  for (const peer of peers) measured.push(await measurePeer(browser, peer, report));
  return measured;
}

async function loadReport(dashboardUrl: string): Promise<Report> {
  const response = await fetch(`${dashboardUrl}/api/groups/${toScopeKey(benchScope)}/report`);
  return Report.parse(await response.json());
}

/** The report of a large group as the server sends it. */
async function measurePayload(): Promise<number> {
  const fleet = makeFleet(benchPlace, payloadInstances, toInstant(Date.now()));
  const dashboard = await startDashboard(makeStandingAccount(fleet));
  try {
    return gzipSync(JSON.stringify(await loadReport(dashboard.url))).length;
  } finally {
    await dashboard.stop();
  }
}

const header = [
  "lanes",
  "drawn by",
  "first paint ms",
  "from bytes ms",
  "pan p50 ms",
  "pan p95 ms",
  "zoom p50 ms",
  "zoom p95 ms",
  "pan p95 ÷ ours",
  "heap MiB",
  "shipped KB",
];

function toCells(drawing: Drawing | NoDrawing, all: readonly (Drawing | NoDrawing)[]): readonly string[] {
  const { rows, who } = drawing;
  if ("gaveUpAfterMs" in drawing)
    return [
      toCount(rows),
      who,
      `> ${toCount(drawing.gaveUpAfterMs)}`,
      "–",
      "–",
      "–",
      "–",
      "–",
      "–",
      "–",
      "–",
    ];
  const { panMs, zoomMs } = drawing.frames;
  const ours = all.filter(isDrawing).find((one) => one.rows === rows);
  return [
    toCount(rows),
    who,
    drawing.firstPaintMs.toFixed(0),
    drawing.fromBytesMs?.toFixed(0) ?? "–",
    toPercentile(panMs, 0.5).toFixed(1),
    toPercentile(panMs, 0.95).toFixed(1),
    toPercentile(zoomMs, 0.5).toFixed(1),
    toPercentile(zoomMs, 0.95).toFixed(1),
    toRatio(toPercentile(panMs, 0.95), toPercentile(ours?.frames.panMs ?? [], 0.95)),
    (drawing.heapBytes / 1_024 ** 2).toFixed(0),
    (drawing.shippedBytes / 1_024).toFixed(0),
  ];
}

function isDrawing(drawing: Drawing | NoDrawing): drawing is Drawing {
  return "frames" in drawing;
}

function toGoals(drawings: readonly (Drawing | NoDrawing)[], payloadBytes: number): readonly Goal[] {
  const widest = drawings.filter(isDrawing).find(({ rows }) => rows === rowCounts.at(-1));
  const panMs = toPercentile(widest?.frames.panMs ?? [], 0.95);
  const zoomMs = toPercentile(widest?.frames.zoomMs ?? [], 0.95);
  const paintMs = widest?.firstPaintMs ?? Number.NaN;
  return [
    toGoal(`first useful paint of ${rowCounts.at(-1)} lanes`, paintMs, mostPaintMs, "ms"),
    toGoal("pan, p95 of a frame", panMs, mostFrameMs, "ms"),
    toGoal("zoom, p95 of a frame", zoomMs, mostFrameMs, "ms"),
    toGoal(
      `report of ${toCount(payloadInstances)} instances, compressed`,
      payloadBytes / 1_024,
      mostPayloadBytes / 1_024,
      "KB",
    ),
  ];
}

function toGoal(what: string, measured: number, most: number, unit: string): Goal {
  return {
    what,
    measured: `${measured.toFixed(1)} ${unit}`,
    goal: `≤ ${most} ${unit}`,
    ok: measured <= most,
  };
}
