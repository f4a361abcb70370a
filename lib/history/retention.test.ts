import { sql } from "kysely";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { minuteMs, toInstant } from "#lib/domain/time.ts";
import { migrate } from "#lib/history/migrations.ts";
import { saveKeeper } from "#lib/history/open-history.ts";
import { startRetention } from "#lib/history/retention.ts";
import { openSqlite } from "#lib/history/sqlite-dialect.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

it("a deletion that fails is said until one succeeds", async () => {
  const engine = openSqlite(undefined);
  await migrate(engine);
  await saveKeeper(engine, toInstant(1));
  let now = toInstant(1);
  const retention = startRetention(engine, { keepDays: 1, maxMegabytes: 1 }, () => now);
  const nextTime = () => {
    now = toInstant(now + 10 * minuteMs);
    vi.advanceTimersByTime(10 * minuteMs);
  };
  await sql`alter table change rename to elsewhere`.execute(engine.db);
  nextTime();
  const words = /^what is too old could not be deleted: .*no such table: change/;
  await expect.poll(() => retention.trouble()).toMatch(words);
  await sql`alter table elsewhere rename to change`.execute(engine.db);
  nextTime();
  await expect.poll(() => retention.trouble()).toBeUndefined();
  await retention.stop();
  await engine.close();
});
