import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import type { SpanItem, TimelineItem } from "#lib/domain/timeline.ts";
import { markBlindSpots } from "#lib/timeline/blind-spots.ts";

const now = toInstant(1_000);
const blind = new Map([["ec2-instances", toInstant(600)]]);

function makeSpan(value: Partial<SpanItem> = {}): SpanItem {
  return {
    kind: "span",
    instanceId: "i-1",
    source: "ec2-instances",
    track: "ec2",
    state: "running",
    from: toInstant(100),
    tone: "good",
    certainty: "observed",
    detail: "t3.small",
    ...value,
  };
}

const drawn = (item: TimelineItem) =>
  markBlindSpots([item], blind, now).map((part) =>
    part.kind === "span" ? `${part.state} ${part.from}-${part.to ?? ""} ${part.certainty}` : part.label,
  );

describe("markBlindSpots", () => {
  it("ends what a failed source said at its last reading, and shows unknown from there", () => {
    expect(drawn(makeSpan())).toEqual(["running 100-600 observed", "not read 600- unknown"]);
  });

  it("says nothing of an unknown stretch but that it was not read", () => {
    expect(markBlindSpots([makeSpan()], blind, now)[1]).not.toHaveProperty("detail");
  });

  it("makes a span that began after the last reading unknown altogether", () => {
    expect(drawn(makeSpan({ from: toInstant(700) }))).toEqual(["not read 700- unknown"]);
  });

  it.each<[string, TimelineItem, string]>([
    ["a span that ended", makeSpan({ to: toInstant(900) }), "running 100-900 observed"],
    ["a span of a source that is read", makeSpan({ source: "other" }), "running 100- observed"],
    ["what is unknown already", makeSpan({ certainty: "unknown" }), "running 100- unknown"],
    ["a prediction", makeSpan({ certainty: "predicted" }), "running 100- predicted"],
    [
      "a mark",
      {
        kind: "mark",
        instanceId: "i-1",
        source: "ec2-instances",
        track: "ec2",
        at: toInstant(700),
        label: "x",
        tone: "idle",
      },
      "x",
    ],
  ])("leaves %s alone", (_, item, text) => {
    expect(drawn(item)).toEqual([text]);
  });

  it("leaves everything alone where the last reading is now, or where there never was one", () => {
    expect(markBlindSpots([makeSpan()], new Map([["ec2-instances", now]]), now)).toEqual([makeSpan()]);
    expect(markBlindSpots([makeSpan()], new Map([["ec2-instances", undefined]]), now)).toEqual([makeSpan()]);
  });
});
