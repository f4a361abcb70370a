import type { Browser } from "@playwright/test";
import { bundlePeer, type Peer } from "#lib/bench/timeline/bundle-peer.ts";
import type { Drawing, NoDrawing } from "#lib/bench/timeline/drawing.ts";
import { measureFrames, nameKeeper, nearer } from "#lib/bench/timeline/measure-frames.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";

/** A component that has not drawn by then is not waited for. */
const patienceMs = 40 * secondMs;
const page = "<!doctype html><meta charset=utf-8><body><div id=drawing style=width:1400px></div>";

type PeerItem = { readonly from: number; readonly to: number; readonly text: string; readonly tone: string };
type PeerData = {
  readonly lanes: readonly { readonly instanceId: string; readonly items: readonly PeerItem[] }[];
  readonly from: number;
  readonly to: number;
};

/** The same lanes drawn by a public component on a page of its own. */
export async function measurePeer(
  browser: Browser,
  peer: Peer,
  report: Report,
): Promise<Drawing | NoDrawing> {
  const { script, style, compressedBytes } = await bundlePeer(peer);
  const data = toPeerData(report);
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await tab.setContent(page);
    await tab.evaluate(nameKeeper);
    await tab.addStyleTag({ content: `${style}\n` });
    await tab.addScriptTag({ content: script });
    const drawn = tab.evaluate(mount, data);
    const gaveUp = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined));
    const firstPaintMs = await Promise.race([drawn, gaveUp]);
    if (firstPaintMs === undefined) {
      drawn.catch(() => undefined);
      return { who: peer, rows: data.lanes.length, gaveUpAfterMs: patienceMs };
    }
    const frames = await measureFrames(tab, {
      kind: "function",
      from: data.to - (data.to - data.from) / nearer,
      to: data.to,
    });
    const heapBytes = await tab.evaluate(readHeap);
    return {
      who: peer,
      rows: data.lanes.length,
      firstPaintMs,
      frames,
      heapBytes,
      shippedBytes: compressedBytes,
    };
  } finally {
    await tab.close();
  }
}

/** Runs in the page. Two frames later the first one has been painted. */
async function mount(data: PeerData): Promise<number> {
  const peer: unknown = Reflect.get(globalThis, "peer");
  const container = document.getElementById("drawing");
  const started = performance.now();
  const moveTo: unknown = Reflect.apply(Reflect.get(Object(peer), "mount"), peer, [container, data]);
  Reflect.set(globalThis, "peerMoveTo", moveTo);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return performance.now() - started;
}

/** Runs in the page; Chromium alone tells it. */
export function readHeap(): number {
  const memory: unknown = Reflect.get(performance, "memory");
  return Number(Reflect.get(Object(memory), "usedJSHeapSize"));
}

function toPeerData({ lanes, window, at }: Report): PeerData {
  const now = Date.parse(at);
  return {
    from: Date.parse(window.from),
    to: now,
    lanes: lanes.map(({ instanceId, tracks, marks }) => ({
      instanceId,
      items: [
        ...tracks.flatMap(({ spans }) =>
          spans.map(({ from, to, state, tone }) => ({
            from: Date.parse(from),
            to: to === null ? now : Date.parse(to),
            text: state,
            tone,
          })),
        ),
        ...marks.map((mark) => ({
          from: Date.parse(mark.at),
          to: Date.parse(mark.at),
          text: mark.label,
          tone: mark.tone,
        })),
      ],
    })),
  };
}
