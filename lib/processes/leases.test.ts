import { describe, expect, it, vi } from "vitest";
import { createLeases } from "#lib/processes/leases.ts";
import { aliveKey, toPlaceLock } from "#lib/processes/lock-key.ts";

describe("leases", () => {
  it("a proxy that pools transactions is found out, and nothing is held through it", async () => {
    const onHeld = vi.fn();
    const elsewhere = [{ key: aliveKey, pid: 8 }];
    const query = async (sql: string) => (sql.includes("pg_locks") ? elsewhere : []);
    const leases = createLeases({
      session: { backend: 7, query },
      roundMs: 5_000,
      clock: { nowMs: () => 0, random: () => 0.5 },
      onHeld,
      tellOthers: async () => undefined,
    });
    await expect(leases.round(["a"])).rejects.toThrow(
      "DATABASE_URL must lead to PostgreSQL itself, not to a pooling proxy",
    );
    expect(onHeld).not.toHaveBeenCalled();
  });

  it("a place is no longer held before its lock is opened, and held only after its lock is won", async () => {
    const happened: string[] = [];
    const locks = [
      { key: aliveKey, pid: 7 },
      { key: toPlaceLock("old"), pid: 7 },
    ];
    const leases = createLeases({
      session: {
        backend: 7,
        async query(sql) {
          if (sql.includes("pg_locks")) return locks;
          if (sql.includes("pg_advisory_unlock(")) happened.push("unlocked");
          if (!sql.includes("pg_try_advisory_lock(")) return [];
          happened.push("locked");
          return [{ key: toPlaceLock("new"), won: true }];
        },
      },
      roundMs: 5_000,
      clock: { nowMs: () => 0, random: () => 0.5 },
      onHeld: (held) => happened.push(`holds ${[...held]}`),
      tellOthers: async () => undefined,
    });
    expect(await leases.round(["new"])).toBe(false);
    expect(happened).toEqual(["holds ", "unlocked", "locked", "holds new"]);
  });

  it("where others were faster, another look is asked for", async () => {
    const lost = [{ key: toPlaceLock("a"), won: false }];
    const answers: Record<string, readonly unknown[]> = {
      pg_locks: [{ key: aliveKey, pid: 7 }],
      pg_try: lost,
    };
    const leases = createLeases({
      session: {
        backend: 7,
        query: async (sql) => Object.entries(answers).find(([name]) => sql.includes(name))?.[1] ?? [],
      },
      roundMs: 5_000,
      clock: { nowMs: () => 0, random: () => 0.5 },
      onHeld: () => undefined,
      tellOthers: async () => undefined,
    });
    expect(await leases.round(["a"])).toBe(true);
  });
});
