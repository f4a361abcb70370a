import { describe, expect, it } from "vitest";
import { parseBenchArguments } from "#lib/bench/bench-arguments.ts";

describe("the arguments of the benchmark", () => {
  it("nothing means everything but the soak, in full", () => {
    expect(parseBenchArguments([])).toEqual({
      sections: ["cold", "sweep", "store", "crash", "viewers", "diagnosis", "timeline", "pages"],
      applications: 250,
      revisions: 5_000_000,
      kills: 100,
      seconds: 120,
      hours: 24,
      incidents: 1000,
      seed: 1,
    });
  });

  it("takes sections, each once and in our order, and smaller sizes", () => {
    expect(parseBenchArguments(["store", "--revisions=500000", "cold", "store"])).toMatchObject({
      sections: ["cold", "store"],
      revisions: 500_000,
    });
  });

  it("the soak runs where it is named", () => {
    expect(parseBenchArguments(["soak", "--hours=3", "--applications=25"])).toMatchObject({
      sections: ["soak"],
      hours: 3,
      applications: 25,
    });
  });

  it("other seeds make other incidents", () => {
    expect(parseBenchArguments(["diagnosis", "--incidents=30", "--seed=20001"])).toMatchObject({
      incidents: 30,
      seed: 20_001,
    });
  });

  it.each([
    "nonsense",
    "--revisions",
    "--revisions=",
    "--revisions=0",
    "--revisions=many",
    "revisions=3",
    "--sweep",
  ])("refuses %s and says what is allowed", (word) => {
    expect(() => parseBenchArguments([word])).toThrow(
      `${word} is not known here. Allowed: cold, sweep, store, crash, viewers, diagnosis, timeline, pages, soak, and whole numbers for --applications=, --revisions=, --kills=, --seconds=, --hours=, --incidents=, --seed=.`,
    );
  });
});
