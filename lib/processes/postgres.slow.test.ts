import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Client } from "pg";
import { afterEach, expect, it, vi } from "vitest";
import type { Intervals } from "#lib/processes/intervals.ts";
import { createPostgresProcesses, type PostgresProcesses } from "#lib/processes/postgres.ts";
import type { Message } from "#lib/processes/processes.ts";
import { describeWithPostgres } from "#lib/testing/describe-with-postgres.ts";

const places = ["111/a", "111/b", "111/c", "222/a", "222/b", "222/c"];
const brisk: Partial<Intervals> = {
  roundMs: 100,
  silenceMs: 2_000,
  batchMs: 20,
  firstRetryMs: 50,
  longestRetryMs: 200,
};
const soon = { timeout: 20_000, interval: 20 };

describeWithPostgres("processes that share a database", (server) => {
  const open: PostgresProcesses[] = [];
  const children: ChildProcess[] = [];
  const doubles: string[] = [];

  function join(url: string, intervals = brisk): PostgresProcesses {
    const processes = createPostgresProcesses({ url, intervals });
    open.push(processes);
    return processes;
  }

  /** Takes a share, and at each change anywhere looks whether two hold the same place. */
  function work(url: string, intervals = brisk): PostgresProcesses {
    const processes = join(url, intervals);
    processes.share(places, () => {
      const held = open.flatMap((one) => [...one.held()]);
      doubles.push(...held.filter((place, index) => held.indexOf(place) !== index));
    });
    return processes;
  }

  const count = (processes: PostgresProcesses) => processes.held().size;
  const all = (processes: readonly PostgresProcesses[]) =>
    processes.flatMap((one) => [...one.held()]).toSorted();

  async function ask(url: string, sql: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query({ text: sql, values: [...values], rowMode: "array" });
    await client.end();
    return rows.flat();
  }

  /** The server's processes for the sessions of a database, the oldest first. */
  async function listBackends(url: string): Promise<readonly number[]> {
    const pids = await ask(
      url,
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       order by backend_start`,
    );
    return pids.map(Number);
  }

  /** Another program that takes its share; resolves once it holds something. */
  async function workElsewhere(url: string, intervals: Partial<Intervals>): Promise<ChildProcess> {
    const module = JSON.stringify(path.join(import.meta.dirname, "postgres.ts"));
    const setup = JSON.stringify({ url, intervals });
    const script = `
      const { createPostgresProcesses } = await import(${module});
      createPostgresProcesses(${setup}).share(${JSON.stringify(places)}, ({ size }) => console.log(size));`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    await once(child.stdout, "data");
    return child;
  }

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await Promise.all(open.splice(0).map((processes) => processes.close()));
    expect(doubles.splice(0)).toEqual([]);
  });

  it("two share six places, a third gets its share, and whoever closes leaves it to the others", async () => {
    const url = await server().createDatabase();
    const first = work(url);
    await expect.poll(() => count(first), soon).toBe(6);
    const second = work(url);
    await expect.poll(() => [count(first), count(second)], soon).toEqual([3, 3]);
    const third = work(url);
    await expect.poll(() => [count(first), count(second), count(third)], soon).toEqual([2, 2, 2]);
    expect(all([first, second, third])).toEqual(places);
    await first.close();
    expect(count(first)).toBe(0);
    await expect.poll(() => [count(second), count(third)], soon).toEqual([3, 3]);
    expect(all([second, third])).toEqual(places);
  });

  it("a newcomer gets its share at once, long before the next round", async () => {
    const url = await server().createDatabase();
    const lazy = { ...brisk, roundMs: 60_000, silenceMs: 120_000 };
    const first = work(url, lazy);
    await expect.poll(() => count(first), soon).toBe(6);
    const second = work(url, lazy);
    await expect.poll(() => [count(first), count(second)], soon).toEqual([3, 3]);
  });

  it("what only some processes know of is read too", async () => {
    const url = await server().createDatabase();
    const narrow = join(url);
    narrow.share(places.slice(0, 2), () => undefined);
    await expect.poll(() => count(narrow), soon).toBe(2);
    const wide = work(url);
    await expect.poll(() => all([narrow, wide]), soon).toEqual(places);
    expect(count(narrow)).toBe(2);
  });

  it("a place that is no longer named is given up, and a new one is taken", async () => {
    const url = await server().createDatabase();
    const only = join(url);
    only.share(["a", "b"], () => undefined);
    await expect.poll(() => [...only.held()].toSorted(), soon).toEqual(["a", "b"]);
    const onChange = vi.fn();
    only.share(["b", "c"], onChange);
    await expect.poll(() => [...only.held()].toSorted(), soon).toEqual(["b", "c"]);
    expect(onChange).toHaveBeenLastCalledWith(new Set(["b", "c"]));
    const newcomer = join(url);
    newcomer.share(["a"], () => undefined);
    await expect.poll(() => [...newcomer.held()], soon).toEqual(["a"]);
  });

  it("a session that the server ends holds nothing, comes back, and no place stays unread", async () => {
    const url = await server().createDatabase();
    const first = work(url);
    await expect.poll(() => count(first), soon).toBe(6);
    const [backend] = await listBackends(url);
    const second = work(url);
    await expect.poll(() => [count(first), count(second)], soon).toEqual([3, 3]);
    const sizes: number[] = [];
    first.share(places, ({ size }) => sizes.push(size));
    await ask(url, "select pg_terminate_backend($1)", [backend]);
    await expect.poll(() => sizes[0], soon).toBe(0);
    await expect.poll(() => all([first, second]), soon).toEqual(places);
    await expect.poll(() => [count(first), count(second)], soon).toEqual([3, 3]);
    expect(await listBackends(url)).not.toContain(backend);
    expect(first.trouble()).toBeUndefined();
  });

  it("the places of a process that is killed are taken over, with the intervals that we ship", async () => {
    const url = await server().createDatabase();
    const child = await workElsewhere(url, {});
    const survivor = work(url, {});
    await expect.poll(() => count(survivor), soon).toBe(3);
    child.kill("SIGKILL");
    await expect.poll(() => count(survivor), soon).toBe(6);
  });

  it("the places of a process that hangs are taken over", async () => {
    const url = await server().createDatabase();
    const child = await workElsewhere(url, brisk);
    const survivor = work(url);
    await expect.poll(() => count(survivor), soon).toBe(3);
    child.kill("SIGSTOP");
    await expect.poll(() => count(survivor), soon).toBe(6);
    child.kill("SIGCONT");
    await expect.poll(() => count(survivor), soon).toBe(3);
  });

  it("a server that no longer answers is not believed", async () => {
    const url = await server().createDatabase();
    const processes = work(url);
    await expect.poll(() => count(processes), soon).toBe(6);
    const [backend = 0] = await listBackends(url);
    process.kill(backend, "SIGSTOP");
    await expect.poll(() => count(processes), soon).toBe(0);
    await expect
      .poll(() => processes.trouble(), soon)
      .toBe("PostgreSQL cannot be reached: it has not answered for 2 s");
    process.kill(backend, "SIGCONT");
    await expect.poll(() => count(processes), soon).toBe(6);
    expect(processes.trouble()).toBeUndefined();
  });

  it("a database that crashes and comes back: nothing is held and nothing thrown meanwhile", async () => {
    const url = await server().createDatabase();
    const troubles: (string | undefined)[] = [];
    const first = createPostgresProcesses({
      url,
      intervals: brisk,
      onTrouble: (text) => troubles.push(text),
    });
    open.push(first);
    first.share(places, () => undefined);
    const second = work(url);
    await expect.poll(() => [count(first), count(second)], soon).toEqual([3, 3]);
    server().kill();
    await expect.poll(() => [count(first), count(second)], soon).toEqual([0, 0]);
    await expect.poll(() => first.trouble(), soon).toMatch(/^PostgreSQL cannot be reached: ./);

    const here: Message[] = [];
    const there: Message[] = [];
    first.subscribe((message) => here.push(message));
    second.subscribe((message) => there.push(message));
    first.publish({ kind: "watch", part: "while away" });
    expect(here).toEqual([{ kind: "watch", part: "while away" }]);

    await server().restart();
    await expect.poll(() => [count(first), count(second)], soon).toEqual([3, 3]);
    expect(all([first, second])).toEqual(places);
    expect(troubles.at(-1)).toBeUndefined();
    first.publish({ kind: "watch", part: "back again" });
    await expect.poll(() => there, soon).toEqual([{ kind: "watch", part: "back again" }]);
  });

  it("messages reach every process once, in order, in few notifications", async () => {
    const url = await server().createDatabase();
    const [speaker, listener] = [work(url), work(url)];
    await expect.poll(() => [count(speaker), count(listener)], soon).toEqual([3, 3]);
    const own: string[] = [];
    const heard: string[] = [];
    speaker.subscribe(({ part }) => own.push(part));
    listener.subscribe(({ part }) => heard.push(part));
    const eavesdropper = new Client({ connectionString: url });
    await eavesdropper.connect();
    await eavesdropper.query("listen ghostline_messages");
    const notified = vi.fn();
    eavesdropper.on("notification", notified);

    const parts = Array.from({ length: 300 }, (_, index) => `123456789012/eu-central-1/api-${index}`);
    for (const part of parts) speaker.publish({ kind: "read", part, at: 1, changed: false });
    expect(own).toEqual(parts);
    await expect.poll(() => heard, soon).toEqual(parts);
    listener.publish({ kind: "watch", part: "reply" });
    await expect.poll(() => own.at(-1), soon).toBe("reply");
    expect(own).toEqual([...parts, "reply"]);
    await expect.poll(() => notified.mock.calls.length, soon).toBeLessThan(10);
    await eavesdropper.end();
  });

  it("what another version says is counted and otherwise ignored", async () => {
    const url = await server().createDatabase();
    const processes = work(url);
    await expect.poll(() => count(processes), soon).toBe(6);
    const heard: Message[] = [];
    processes.subscribe((message) => heard.push(message));
    const payload = JSON.stringify([{ kind: "dance" }, { kind: "watch", part: "a", since: 7 }]);
    await ask(url, "select pg_notify('ghostline_messages', $1)", [payload]);
    await expect.poll(() => heard, soon).toEqual([{ kind: "watch", part: "a" }]);
    expect(processes.ignored()).toBe(1);
  });

  it("closes at once, and says its last words, even where it never reached the database", async () => {
    const url = await server().createDatabase();
    const [speaker, listener] = [work(url), work(url)];
    await expect.poll(() => [count(speaker), count(listener)], soon).toEqual([3, 3]);
    const heard: Message[] = [];
    listener.subscribe((message) => heard.push(message));
    speaker.publish({ kind: "watch", part: "last words" });
    await speaker.close();
    await expect.poll(() => heard, soon).toHaveLength(1);

    const lost = join("postgresql://postgres@127.0.0.1:1/nowhere");
    await expect.poll(() => lost.trouble(), soon).toMatch(/ECONNREFUSED/);
    expect(() => lost.publish({ kind: "watch", part: "a" })).not.toThrow();
    await lost.close();
    expect(lost.trouble()).toBeUndefined();
  });
});
