import { describe, expect, it } from "vitest";
import { createPainter } from "#components/timeline/paint/painter.ts";
import {
  layNamedTile,
  makeRecordingPen,
  namedPalette,
} from "#components/timeline/paint/testing/recording-pen.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import type { Lane, Tone } from "#lib/report/schema.ts";

const width = 1000;
const viewport = { from: 0, to: 1_000_000 };
const lane: Lane = {
  instanceId: "i-1",
  letter: "A",
  slot: 0,
  ghost: true,
  state: "gone",
  tone: "gone",
  tracks: [],
  marks: [],
};
const track = { source: "ec2", track: "ec2", label: "EC2", spans: [] };

type SpanItem = Extract<Item, { readonly kind: "span" }>;
function makeSpan(text: string, to: number, rest: Partial<SpanItem> = {}): SpanItem {
  const base = { key: text, text, tone: "good" as Tone, from: 100_000, to, open: false };
  return { ...base, kind: "span", certainty: "exact", softFrom: undefined, ...rest };
}

function makePlan(items: readonly Item[], top = 0): Plan {
  const row: Row = { key: "row", label: "EC2", top, height: 20, kind: "track", lane, track };
  const band: Row = { key: "band", label: "deployments", top: 0, height: 20, kind: "band" };
  return {
    limits: viewport,
    now: 800_000,
    ends: "now",
    bands: [band],
    bandsHeight: 20,
    rows: [row],
    rowsHeight: top + 20,
    itemsOf: (of) => (of.key === "row" ? items : []),
    linesOf: () => [],
    deadlines: [],
    waits: [{ deploymentId: "d-1", instanceId: "i-1", bandKey: "band", rowKey: "row", since: 0 }],
    recordedFrom: undefined,
  };
}

function paint(plan: Plan, scrollTop = 0) {
  const { pen, strokes } = makeRecordingPen();
  const highlight = {
    hovered: undefined,
    focused: undefined,
    pinned: [],
    lane: undefined,
    selection: undefined,
  };
  createPainter(namedPalette, 1, layNamedTile).paintLanes(pen, {
    plan,
    viewport,
    ticks: [],
    highlight,
    sight: { width, height: 200, scrollTop },
  });
  const texts = strokes.filter(({ call }) => call === "fillText").map(({ args }) => String(args[0]));
  return { strokes, texts };
}

describe("lanes", () => {
  it("a ghost is a broken outline in ink with its words in bold", () => {
    const base = { key: "g", text: "GONE, still referred to", tone: "gone" as const };
    const { strokes } = paint(makePlan([{ ...base, kind: "ghost", from: 100_000, to: 800_000 }]));
    const outline = strokes.find(({ call }) => call === "strokeRect");
    expect(outline).toMatchObject({ strokeStyle: "ink", dash: [6, 3], lineWidth: 2 });
    const words = strokes.find(({ call, args }) => call === "fillText" && args[0] === base.text);
    expect(words).toMatchObject({ fillStyle: "ink", font: "600 11px" });
  });

  it("an unknown stretch is hatched and bears no tone", () => {
    const { strokes } = paint(makePlan([makeSpan("not read", 500_000, { certainty: "unknown" })]));
    const fills = strokes.filter(({ call }) => call === "fillRect").map(({ fillStyle }) => fillStyle);
    expect(fills).toContain("tile 7x7");
    expect(fills).not.toContain("good-fill");
    expect(fills).not.toContain("good-rim");
  });

  it("a prediction is a dotted outline without an area", () => {
    const { strokes } = paint(makePlan([makeSpan("abandoned", 500_000, { certainty: "predicted" })]));
    const outline = strokes.find(({ call }) => call === "strokeRect");
    expect(outline).toMatchObject({ strokeStyle: "good-rim", dash: [2, 3] });
    expect(strokes.some(({ fillStyle, call }) => call === "fillRect" && fillStyle === "good-fill")).toBe(
      false,
    );
  });

  it.each([
    { to: 300_000, shown: "InService" },
    { to: 150_000, shown: "InServ…" },
    { to: 118_000, shown: undefined },
  ])("words stand whole, cut or not at all: up to $to", ({ to, shown }) => {
    const { texts } = paint(makePlan([makeSpan("InService", to)]));
    expect(texts.find((text) => text.startsWith("I"))).toBe(shown);
  });

  it("many changes in one place show how many", () => {
    const base = { key: "m", text: "12 changes", tone: "bad" as const, from: 100_000, to: 300_000 };
    const { texts } = paint(makePlan([{ ...base, kind: "many", count: 12 }]));
    expect(texts).toContain("12 changes");
  });

  it("a wait's line ends with an arrow at the ghost's row", () => {
    const { strokes, texts } = paint(makePlan([], 100));
    expect(texts).toContain("d-1 waits for A");
    expect(strokes.some(({ call, args }) => call === "lineTo" && args[1] === 110)).toBe(true);
  });

  it.each([
    { where: "below", top: 1000, scrollTop: 0, edge: 198 },
    { where: "above", top: 0, scrollTop: 500, edge: 2 },
  ])("a ghost out of sight $where is named at the edge", ({ top, scrollTop, edge }) => {
    const { strokes, texts } = paint(makePlan([], top), scrollTop);
    expect(texts).toContain("waits for A");
    expect(strokes.some(({ call, args }) => call === "moveTo" && args[1] === edge)).toBe(true);
  });

  it("nothing is drawn before the pen is kept inside the plot", () => {
    const { strokes } = paint(makePlan([makeSpan("InService", 300_000)]));
    const clip = strokes.findIndex(({ call }) => call === "clip");
    const first = strokes.findIndex(({ call }) => /^(fill|stroke)/.test(call));
    expect(clip).toBeGreaterThan(0);
    expect(clip).toBeLessThan(first);
    expect(strokes.find(({ call }) => call === "rect")?.args).toEqual([0, 0, width, 200]);
  });
});
