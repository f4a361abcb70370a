import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { expect, it } from "vitest";
import { describeWithPostgres } from "#lib/testing/describe-with-postgres.ts";

const soon = { timeout: 20_000, interval: 50 };

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows.flat();
  } finally {
    await client.end();
  }
}

describeWithPostgres("a PostgreSQL for tests", (server) => {
  it("gives each caller a database of its own", async () => {
    const first = await server().createDatabase();
    const second = await server().createDatabase();
    await ask(first, "create table seen (id int)");
    expect(first).not.toBe(second);
    expect(await ask(second, "select to_regclass('seen')")).toEqual([null]);
  });

  it("keeps what was committed when it is killed and started again", async () => {
    const url = await server().createDatabase();
    await ask(url, "create table kept (id int)");
    await ask(url, "insert into kept values (7)");
    server().kill();
    await expect.poll(() => ask(url, "select 1").catch(() => "down"), soon).toBe("down");
    await server().restart();
    expect(await ask(url, "select id from kept")).toEqual([7]);
    expect(await ask(url, "show fsync")).toEqual(["on"]);
  });

  it("ends, and its data go, when the process that started it is killed", async () => {
    const module = path.join(import.meta.dirname, "postgres-server.ts");
    const script = `
      const { startPostgres } = await import(${JSON.stringify(module)});
      const { Client } = await import("pg");
      const { url } = await startPostgres();
      const client = new Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query("show data_directory");
      console.log(JSON.stringify({ url, data: rows[0].data_directory }));
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout, "data");
    const { url, data } = JSON.parse(String(line));
    expect(existsSync(data)).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => ask(url, "select 1").catch(() => "down"), soon).toBe("down");
    await expect.poll(() => existsSync(data), soon).toBe(false);
  });
});
