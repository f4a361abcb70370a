import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { sql } from "kysely";
import Database from "libsql";
import { afterAll, describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { migrate } from "#lib/history/migrations.ts";
import { openHistory, type StoreAddress, saveKeeper } from "#lib/history/open-history.ts";
import { openSqlite } from "#lib/history/sqlite-dialect.ts";
import { createStore } from "#lib/history/store.ts";
import { makeEntry } from "#lib/history/testing/make-entry.ts";
import { troubleOf } from "#lib/history/testing/trouble-of.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ghostline-trouble-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock = () => toInstant(1);
const open = (place: StoreAddress) => openHistory({ ...place, clock });
const openIn = (directory: string) => open({ kind: "sqlite", directory });

describe("a data directory in trouble", () => {
  it("only its owner may read it, and closed it is one file", async () => {
    const directory = path.join(folder, "new", "data");
    const history = await openIn(directory);
    await history.append("part", [makeEntry(1, { a: 1 })]);
    const modeOf = (file: string) => statSync(path.join(directory, file)).mode & 0o777;
    expect([modeOf("."), modeOf("history.sqlite"), modeOf("history.sqlite-wal")]).toEqual([
      0o700, 0o600, 0o600,
    ]);
    await history.close();
    expect(existsSync(path.join(directory, "history.sqlite-wal"))).toBe(false);
    expect(existsSync(path.join(directory, "holder.json"))).toBe(false);
  });

  it("a second process is refused and told who holds it; when that one is killed it gets in and finds all", async () => {
    const directory = path.join(folder, "shared");
    const holder = await startHolder(directory);
    const message = await troubleOf(openIn(directory));
    expect(message).toContain(`the history in ${directory} is in use by process ${holder.pid} since 2`);
    expect(message).toContain("DATABASE_URL");
    const exited = once(holder, "exit");
    holder.kill("SIGKILL");
    await exited;
    const history = await openIn(directory);
    expect((await history.current("part")).revisions).toMatchObject([{ entity: "a", value: "held" }]);
    await history.close();
  }, 60_000);

  it("a directory that cannot be made is named, with what to do", async () => {
    const file = path.join(folder, "a-file");
    writeFileSync(file, "");
    const message = await troubleOf(openIn(path.join(file, "data")));
    expect(message).toContain(path.join(file, "data"));
    expect(message).toContain("cannot be written");
    expect(message).toContain("GHOSTLINE_DATA");
  });

  it("a file that is no database is named and left as it is", async () => {
    const directory = path.join(folder, "strange");
    mkdirSync(directory);
    writeFileSync(path.join(directory, "history.sqlite"), "this was never a database ".repeat(50));
    const message = await troubleOf(openIn(directory));
    expect(message).toContain(path.join(directory, "history.sqlite"));
    expect(message).toContain("no history of Ghostline");
    expect(statSync(path.join(directory, "history.sqlite")).size).toBe(1300);
  });

  it("a file that this user may not open is named, with what to do", async () => {
    const directory = path.join(folder, "not-ours");
    await (await openIn(directory)).close();
    const script = `
      process.setuid?.(65534);
      const { openHistory } = await import("#lib/history/open-history.ts");
      await openHistory({ kind: "sqlite", directory: process.argv[1], clock: () => 1 }).catch(({ message }) => console.log(message));`;
    // Another user than root is refused what it may not write; root is refused nothing, so it becomes another.
    chmodSync(folder, 0o755);
    chmodSync(directory, 0o755);
    chmodSync(path.join(directory, "history.sqlite"), 0o400);
    const child = startScript(script, directory);
    const [message] = await once(createInterface({ input: child.stdout }), "line");
    expect(message).toContain(directory);
    expect(message).toContain("cannot be written (EACCES");
    expect(message).toContain("let this user write there");
  }, 60_000);

  it("a file that was emptied is not taken for a new one", async () => {
    const directory = path.join(folder, "emptied");
    await (await openIn(directory)).close();
    truncateSync(path.join(directory, "history.sqlite"));
    const message = await troubleOf(openIn(directory));
    expect(message).toContain(`the file ${path.join(directory, "history.sqlite")} is empty`);
    expect(message).toContain("delete it to begin a new history");
  });

  it("a damaged file is called damaged", async () => {
    const directory = path.join(folder, "damaged");
    const history = await openIn(directory);
    await history.append("part", [makeEntry(1, { a: 1 })]);
    await history.close();
    const file = path.join(directory, "history.sqlite");
    const bytes = readFileSync(file);
    bytes.fill(7, 2 * 8192);
    writeFileSync(file, bytes);
    const message = await troubleOf(openIn(directory).then((opened) => opened.current("part")));
    expect(message).toContain(`the file ${file} is damaged (database disk image is malformed)`);
  });

  it.each([
    { name: "deleted", change: (directory: string) => rmSync(directory, { recursive: true }) },
    {
      name: "replaced",
      change(directory: string) {
        renameSync(directory, `${directory}-away`);
        mkdirSync(directory);
        writeFileSync(path.join(directory, "history.sqlite"), "another");
      },
    },
  ])(
    "a directory that is $name while it is in use is noticed by the next append",
    async ({ name, change }) => {
      const directory = path.join(folder, name);
      const history = await openIn(directory);
      await history.append("part", [makeEntry(1, { a: 1 })]);
      change(directory);
      const message = await troubleOf(history.append("part", [makeEntry(2, { a: 1 })]));
      expect(message).toContain(`the file ${path.join(directory, "history.sqlite")} was deleted or replaced`);
      expect(message).toContain("start Ghostline again");
      await history.close();
    },
  );

  it("a disk too full for the first tables is called full", async () => {
    const directory = path.join(folder, "full-at-once");
    const engine = openSqlite(directory);
    await sql`pragma max_page_count = 3`.execute(engine.db);
    const message = await troubleOf(
      migrate(engine).catch((error) => {
        throw engine.toTrouble(error);
      }),
    );
    expect(message).toContain(`the disk that holds the history in ${directory} is full`);
    await engine.close();
  });

  it("a database that a newer version wrote is refused and left as it is", async () => {
    const directory = path.join(folder, "newer");
    await (await openIn(directory)).close();
    const database = new Database(path.join(directory, "history.sqlite"));
    database.exec("insert into kysely_migration values ('9999-from-the-future', 'then')");
    database.close();
    const message = await troubleOf(openIn(directory));
    expect(message).toContain("newer version");
    expect(message).toContain("9999-from-the-future");
  });

  it("a full disk fails the append and nothing else; with room again it goes on", async () => {
    const directory = path.join(folder, "full");
    const engine = openSqlite(directory);
    await migrate(engine);
    await saveKeeper(engine, clock());
    const history = createStore(engine, clock);
    await history.append("part", [makeEntry(1, { a: "small" })]);
    // SQLite gives the same error where the disk has no room.
    await sql`pragma max_page_count = 40`.execute(engine.db);
    const large = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`i-${index}`, "x".repeat(900)]),
    );
    const message = await troubleOf(history.append("part", [makeEntry(2, large)]));
    expect(message).toContain(`the disk that holds the history in ${directory} is full`);
    expect((await history.current("part")).revisions).toMatchObject([{ entity: "a", value: "small" }]);
    expect(await history.append("part", [makeEntry(3, { a: "small too" })])).toEqual({ changed: true });
    await sql`pragma max_page_count = 100000`.execute(engine.db);
    expect(await history.append("part", [makeEntry(4, large)])).toEqual({ changed: true });
    expect((await history.current("part")).revisions).toHaveLength(900);
    await history.close();
  });

  it("of what is written together, what a full disk took is told as failed, and the rest is there", async () => {
    const directory = path.join(folder, "full-together");
    const engine = openSqlite(directory);
    await migrate(engine);
    await saveKeeper(engine, clock());
    const history = createStore(engine, clock);
    await sql`pragma max_page_count = 40`.execute(engine.db);
    const parts = Array.from({ length: 60 }, (_, index) => `part-${index}`);
    const kept = await Promise.all(
      parts.map(async (part) => {
        try {
          await history.append(part, [makeEntry(1, { a: "x".repeat(5_000) })]);
          return true;
        } catch (error) {
          expect(String(error)).toContain("is full");
          return false;
        }
      }),
    );
    expect(new Set(kept)).toEqual(new Set([true, false]));
    await history.close();
    const opened = await openIn(directory);
    for (const [index, part] of parts.entries())
      expect((await opened.current(part)).revisions).toHaveLength(kept[index] ? 1 : 0);
    await opened.close();
  });

  it("a closed history says so", async () => {
    const history = await open({ kind: "sqlite-memory" });
    await history.append("part", [makeEntry(1, { a: 1 })]);
    expect(await history.storage()).toMatchObject({ kind: "memory", where: "memory" });
    await history.close();
    await history.close();
    expect(await troubleOf(history.current("part"))).toContain("closed");
  });
});

describe("a large part in one file", () => {
  const many = (value: number) =>
    Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`i-${i}`, value]));

  it("an append to another part does not wait until it is read", async () => {
    const history = await openIn(path.join(folder, "large"));
    await history.append("large", [makeEntry(1, many(1))]);
    const done: string[] = [];
    await Promise.all([
      history.asOf("large", toInstant(2), toInstant(2)).then(() => done.push("read")),
      history.append("other", [makeEntry(1, { a: 1 })]).then(() => done.push("appended")),
    ]);
    expect(done).toEqual(["appended", "read"]);
    await history.close();
  });

  it("is read to the end before the file is closed", async () => {
    const history = await openIn(path.join(folder, "closing"));
    await history.append("large", [makeEntry(1, many(1))]);
    const reading = history.asOf("large", toInstant(9), toInstant(9));
    await history.close();
    expect((await reading).revisions).toHaveLength(3_000);
  });

  it("what is read of it is of one state, although it changes meanwhile", async () => {
    const history = await openIn(path.join(folder, "changing"));
    await history.append("large", [makeEntry(1, many(1))]);
    const [{ revisions }] = await Promise.all([
      history.asOf("large", toInstant(9), toInstant(9)),
      history.append("large", [makeEntry(2, many(2))]),
    ]);
    expect(revisions).toHaveLength(3_000);
    expect(new Set(revisions.map(({ value }) => value)).size).toBe(1);
    await history.close();
  });
});

/** Another process that has the directory open. */
async function startHolder(directory: string): Promise<ChildProcess> {
  const script = `
    import { openHistory } from "#lib/history/open-history.ts";
    import { makeEntry } from "#lib/history/testing/make-entry.ts";
    const history = await openHistory({ kind: "sqlite", directory: process.argv[1], clock: () => 1 });
    await history.append("part", [makeEntry(1, { a: "held" })]);
    console.log("open");
    process.stdin.resume();`;
  const child = startScript(script, directory);
  await once(createInterface({ input: child.stdout }), "line");
  return child;
}

function startScript(script: string, directory: string) {
  const root = path.resolve(import.meta.dirname, "../..");
  const options = ["--import", "tsx", "--input-type=module", "--eval", script, directory];
  return spawn(process.execPath, options, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
}
