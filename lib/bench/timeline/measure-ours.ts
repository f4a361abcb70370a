import type { Browser } from "@playwright/test";
import { benchScope } from "#lib/bench/place.ts";
import type { Drawing } from "#lib/bench/timeline/drawing.ts";
import { measureFrames, nameKeeper } from "#lib/bench/timeline/measure-frames.ts";
import { readHeap } from "#lib/bench/timeline/measure-peer.ts";
import { toScopePath } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

/** The whole product: the group's page, to which the wide report comes as its next reading. */
export async function measureOurs(browser: Browser, dashboardUrl: string, report: Report): Promise<Drawing> {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    let shippedBytes = 0;
    tab.on("response", (response) => {
      if (!/\.(js|css)(\?|$)/.test(response.url())) return;
      void response
        .request()
        .sizes()
        .then(({ responseBodySize }) => {
          shippedBytes += responseBodySize;
        });
    });
    await tab.addInitScript({ content: nameKeeper });
    await tab.addInitScript(noteWhenRead);
    await tab.route("**/report*", (route) =>
      route.fulfill({ contentType: "application/json", body: JSON.stringify(report) }),
    );
    await tab.goto(`${dashboardUrl}${toScopePath(benchScope)}`);
    await tab.getByRole("region", { name: "Timeline" }).waitFor();
    const last = report.lanes[0]?.instanceId ?? "";
    const { fromBytesMs, firstPaintMs } = await tab.evaluate(waitForLane, last);
    const frames = await measureFrames(tab, { kind: "wheel", selector: ".timeline-scroller canvas" });
    const heapBytes = await tab.evaluate(readHeap);
    return {
      who: "ours, the whole page",
      rows: report.lanes.length,
      firstPaintMs,
      fromBytesMs,
      frames,
      heapBytes,
      shippedBytes,
    };
  } finally {
    await tab.close();
  }
}

/** Runs in the page before anything else: notes when the bytes of the first report that the page asks for are all there. */
function noteWhenRead(): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (...parameters) => {
    const response = await original(...parameters);
    if (!String(parameters[0]).includes("/report")) return response;
    const text = await response.text();
    if (Reflect.get(globalThis, "reportReadAt") === undefined)
      Reflect.set(globalThis, "reportReadAt", performance.now());
    return new Response(text, { status: response.status, headers: response.headers });
  };
}

/** Runs in the page: waits until the lane is there and painted. */
async function waitForLane(
  instanceId: string,
): Promise<{ readonly fromBytesMs: number; readonly firstPaintMs: number }> {
  const isThere = () => document.querySelector(`[data-lane="${instanceId}"]`) !== null;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (!isThere()) await frame();
  await frame();
  const now = performance.now();
  const [inHand] = performance.getEntriesByName("ghostline:report");
  return {
    fromBytesMs: now - Number(Reflect.get(globalThis, "reportReadAt")),
    firstPaintMs: now - (inHand?.startTime ?? Number.NaN),
  };
}
