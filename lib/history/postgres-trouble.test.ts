import { Client } from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { type OpenedHistory, openHistory } from "#lib/history/open-history.ts";
import { makeEntry } from "#lib/history/testing/make-entry.ts";
import { troubleOf } from "#lib/history/testing/trouble-of.ts";
import { describeWithPostgres } from "#lib/testing/describe-with-postgres.ts";

const opened: OpenedHistory[] = [];
afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
});

async function open(url: string): Promise<OpenedHistory> {
  const history = await openHistory({ kind: "postgresql", url, clock: () => toInstant(1e9) });
  opened.push(history);
  return history;
}

describe("a DATABASE_URL that leads nowhere", () => {
  it("is told without the password", async () => {
    const message = await troubleOf(open("postgresql://me:secret@127.0.0.1:1/history"));
    expect(message).toContain("postgresql://127.0.0.1:1/history");
    expect(message).toContain("ECONNREFUSED");
    expect(message).not.toContain("secret");
  });

  it.each(["mysql://localhost/history", "localhost:5432"])("%s is refused with an example", async (url) => {
    expect(await troubleOf(open(url))).toContain("postgresql://user:password@host:5432/database");
  });
});

describeWithPostgres("a shared history", (server) => {
  it("appends fail while the server is away, and work again when it is back, without opening anew", async () => {
    const history = await open(await server().createDatabase());
    await history.append("part", [makeEntry(1, { a: 1 })]);
    server().kill();
    // It takes a moment to die; until then it still records that nothing changed.
    let at = 2;
    const message = await vi.waitFor(
      () => troubleOf(history.append("part", [makeEntry(at++, { a: 1 })])),
      10_000,
    );
    expect(message).toContain("the history in postgresql://127.0.0.1");
    await troubleOf(history.asOf("part", toInstant(1), toInstant(1)));
    await server().restart();
    expect((await history.current("part")).revisions).toMatchObject([{ value: 1 }]);
    expect(await history.append("part", [makeEntry(9_000, { a: 3 })])).toEqual({ changed: true });
    const { window } = await history.asOf("part", toInstant(9_000), toInstant(0));
    expect(window).toMatchObject([{ value: 1, until: 9_000 }, { value: 3 }]);
  }, 30_000);

  it("who appends over what another process wrote since takes that into account", async () => {
    const url = await server().createDatabase();
    const [one, two] = [await open(url), await open(url)];
    await one.append("part", [makeEntry(100, { a: 1 })]);
    await two.append("part", [makeEntry(200, { a: 2 })]);
    await one.append("part", [makeEntry(300, { a: 3 })]);
    expect(await two.append("part", [makeEntry(250, { a: "late" })])).toEqual({ changed: false });
    const { window } = await two.asOf("part", toInstant(300), toInstant(0));
    expect(window).toMatchObject([
      { value: 1, until: 200 },
      { value: 2, until: 300 },
      { value: 3, since: 300 },
    ]);
  });

  it("two processes that write about one part at once leave no overlaps and lose nothing", async () => {
    const url = await server().createDatabase();
    const histories = [await open(url), await open(url)];
    for (let round = 1; round <= 20; round++)
      await Promise.all(
        histories.map((history, index) =>
          history.append("part", [
            makeEntry(round * 10, { a: round }, { recordedAs: { id: `source-${index}` } }),
          ]),
        ),
      );
    const { window } = await (await open(url)).asOf("part", toInstant(1000), toInstant(0));
    for (const source of ["source-0", "source-1"]) {
      const own = window.filter((revision) => revision.source === source);
      expect(own.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(own.slice(0, -1).map(({ until }) => until)).toEqual(own.slice(1).map(({ since }) => since));
    }
  });

  it("what another process wrote shows at once, and after all was forgotten", async () => {
    const url = await server().createDatabase();
    const [one, two] = [await open(url), await open(url)];
    await one.append("part", [makeEntry(100, { a: 1 })]);
    await two.append("part", [makeEntry(200, { a: 2 })]);
    expect((await one.current("part")).revisions).toMatchObject([{ value: 2 }]);
    expect(await one.partStates()).toMatchObject([{ states: [{ triedAt: 200 }] }]);
    await two.append("part", [makeEntry(300, { a: 2 })]);
    expect(await one.partStates()).toMatchObject([{ states: [{ triedAt: 300 }] }]);
    one.forget();
    expect((await one.current("part")).revisions).toMatchObject([{ value: 2 }]);
    expect((await one.current("part")).sources).toMatchObject([{ triedAt: 300 }]);
  });

  it("many processes may start at once on an empty database", async () => {
    const url = await server().createDatabase();
    const histories = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    for (const [index, history] of histories.entries())
      expect(await history.append(`part ${index}`, [makeEntry(1, { a: 1 })])).toEqual({ changed: true });
  });

  it("a database that a newer version wrote is refused", async () => {
    const url = await server().createDatabase();
    await open(url);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query("insert into kysely_migration values ('9999-from-the-future', 'then')");
    await client.end();
    expect(await troubleOf(open(url))).toContain("newer version");
  });

  it("a database that is not there is named", async () => {
    const url = (await server().createDatabase()).replace(/[^/]+$/, "nowhere");
    const message = await troubleOf(open(url));
    expect(message).toContain("/nowhere");
    expect(message).toContain("create the database");
  });
});
