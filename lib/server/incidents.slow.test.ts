import { describe, expect, it } from "vitest";
import { makeIncident } from "#lib/testing/incidents/make-incident.ts";
import { watchIncident } from "#lib/testing/incidents/watch-incident.ts";

/** For every day. `npm run bench -- diagnosis` plays a thousand of them, every rule's among them. */
const size = { incidents: 30, stride: 3, stepSeconds: 60 };
const seeds = Array.from({ length: size.incidents }, (_, index) => 1 + index * size.stride);

describe("generated incidents, read through the whole pipeline", () => {
  it.each(seeds.map((seed) => [seed, makeIncident(seed).plant?.rule ?? "healthy"] as const))(
    "seed %i (%s): what is planted is found within one reading, and nothing critical is wrong",
    async (seed) => {
      const { outcome, falseAlarms } = await watchIncident(seed, size.stepSeconds);
      expect(["found", "healthy"]).toContain(outcome);
      expect(falseAlarms.filter(({ severity }) => severity === "critical")).toEqual([]);
    },
  );

  it("many rules have their turn, and healthy lives too", () => {
    const planted = seeds.map((seed) => makeIncident(seed).plant?.rule);
    expect(new Set(planted).size).toBeGreaterThan(22);
    expect(planted).toContain(undefined);
  });

  it("the same seed is the same incident", async () => {
    const [one, other] = [
      await watchIncident(13, size.stepSeconds),
      await watchIncident(13, size.stepSeconds),
    ];
    expect(other).toEqual(one);
  });
});
