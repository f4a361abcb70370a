import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Revision } from "#lib/domain/fact.ts";
import { toInstant } from "#lib/domain/time.ts";
import { createCrashes } from "#lib/history/crash-rounds.ts";
import { type HistoryPlace, openHistory } from "#lib/history/open-history.ts";
import { isPostgresInstalled, type PostgresServer, startPostgres } from "#lib/testing/postgres-server.ts";

const crashes = 100;

type Subject = {
  readonly name: string;
  readonly place: HistoryPlace;
  /** The numbers that were acknowledged before each crash. */
  readonly acknowledged: number[];
  /** Those that were gone after it. */
  readonly lost: number[];
  window: readonly Revision[];
};

describe(`a process that is killed ${crashes} times while it writes`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "ghostline-crash-"));
  const subjects: Subject[] = [];
  let server: PostgresServer | undefined;

  const add = (name: string, place: HistoryPlace) =>
    subjects.push({ name, place, acknowledged: [], lost: [], window: [] });

  beforeAll(async () => {
    add("sqlite", { kind: "sqlite", directory: path.join(folder, "data") });
    server = await startPostgres();
    if (server !== undefined) add("postgresql", { kind: "postgresql", url: await server.createDatabase() });
    const { crash, end } = createCrashes(path.join(folder, "program"));
    for (let round = 0; round < crashes; round++) {
      const orders = subjects.map(({ name, place, acknowledged }) => ({
        name,
        place,
        first: (acknowledged.at(-1) ?? 0) + 1,
      }));
      const last = await crash(orders);
      await Promise.all(subjects.map((subject) => look(subject, last.get(subject.name))));
    }
    end();
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  /** Opens what the crash left, and sees whether it holds what was acknowledged. */
  async function look(subject: Subject, last: number | undefined): Promise<void> {
    const history = await openHistory({ ...subject.place, clock: () => toInstant(1) });
    const { revisions } = await history.current("part");
    const known = Number(revisions.find(({ entity }) => entity === "changing")?.value ?? 0);
    const acknowledged = last ?? subject.acknowledged.at(-1) ?? 0;
    if (known < acknowledged) subject.lost.push(acknowledged);
    subject.acknowledged.push(acknowledged);
    if (subject.acknowledged.length === crashes)
      subject.window = (await history.asOf("part", toInstant(1e9), toInstant(0))).window;
    await history.close();
  }

  const expectWhole = (name: Subject["name"]) => {
    const subject = subjects.find((one) => one.name === name);
    expect(subject?.lost).toEqual([]);
    expect(subject?.acknowledged).toHaveLength(crashes);
    const changing = (subject?.window ?? []).filter(({ entity }) => entity === "changing");
    const last = subject?.acknowledged.at(-1) ?? 0;
    expect(last).toBeGreaterThan(crashes / 2);
    const numbers = changing.map(({ value }) => Number(value)).sort((one, two) => one - two);
    expect(numbers.slice(0, last)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    const ordered = [...changing].sort((one, two) => one.since - two.since);
    for (const [index, { since, until }] of ordered.entries()) {
      expect(until).toBe(ordered[index + 1]?.since);
      expect(since).toBeLessThan(until ?? Number.POSITIVE_INFINITY);
    }
  };

  it("lost nothing that was acknowledged, embedded", () => expectWhole("sqlite"));
  it.skipIf(!isPostgresInstalled())("lost nothing that was acknowledged, with PostgreSQL", () =>
    expectWhole("postgresql"),
  );
});
