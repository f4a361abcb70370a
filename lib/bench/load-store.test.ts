import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStore } from "#lib/bench/load-store.ts";
import { makeRevisions, toBenchPart, toBenchStart } from "#lib/bench/make-revisions.ts";
import { openBenchHistory } from "#lib/bench/open-bench-history.ts";
import { openSqliteWriter } from "#lib/bench/store-writers.ts";
import { addMs, hourMs, toInstant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";

const end = toInstant(1_800_000_000_000);
const total = 20_000;

describe("a store that was filled directly", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
  let history: History;

  beforeAll(async () => {
    const place = { kind: "sqlite", directory } as const;
    await (await openBenchHistory(place)).close();
    const writer = openSqliteWriter(path.join(directory, "history.sqlite"));
    const count = await loadStore(writer.insert, total, end);
    expect(count).toBe([...makeRevisions(total, end)].length);
    await writer.finish();
    history = await openBenchHistory(place);
  });

  afterAll(async () => {
    await history.close();
    rmSync(directory, { recursive: true });
  });

  it.each([
    { name: "now", agoMs: 0, windowMs: 0 },
    { name: "a month ago", agoMs: 30 * 24 * hourMs, windowMs: 0 },
    { name: "a week of two weeks ago", agoMs: 14 * 24 * hourMs, windowMs: 7 * 24 * hourMs },
  ])("answers like the revisions that were put in: $name", async ({ agoMs, windowMs }) => {
    const at = addMs(end, -agoMs);
    const from = addMs(at, -windowMs);
    const made = [...makeRevisions(total, end)].filter(
      ({ revision: { since, until } }) => since <= at && (until === undefined || until > from),
    );
    expect(made.length).toBeGreaterThan(30);
    const parts = [...new Set(made.map(({ part }) => part))].slice(0, 20);
    for (const part of parts) {
      const { window } = await history.asOf(toBenchPart(part), at, from);
      const expected = made.filter((row) => row.part === part).map(({ revision }) => revision);
      expect(window.map(toName).sort()).toEqual(expected.map(toName).sort());
      expect(window.map(({ value }) => JSON.stringify(value)).sort()).toEqual(
        expected.map(({ value }) => JSON.stringify(value)).sort(),
      );
    }
  });

  it("knows the failures, and that the sources are well now", async () => {
    const { blindSpots, sources } = await history.asOf(toBenchPart(7), end, toBenchStart(end));
    expect(sources.map(({ status }) => status)).toEqual(Array(6).fill("ok"));
    expect(blindSpots.length).toBeGreaterThanOrEqual(30);
  });

  it("takes readings on top of what it was filled with", async () => {
    const entry = {
      source: { id: "ec2-instances", title: "", pace: "moving", operations: [] },
      reading: {
        source: "ec2-instances",
        readAt: addMs(end, hourMs),
        facts: [{ kind: "instance", entity: "i-new", value: {}, operation: "x" }],
        failures: [],
        dropped: [],
        truncated: false,
      },
    } as const;
    expect(await history.append(toBenchPart(3), [entry])).toEqual({ changed: true });
    const { revisions } = await history.current(toBenchPart(3));
    expect(revisions.filter(({ source }) => source === "ec2-instances")).toHaveLength(1);
  });
});

function toName({ kind, entity, since }: { kind: string; entity: string; since: number }): string {
  return `${since} ${kind} ${entity}`;
}
