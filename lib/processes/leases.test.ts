import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLeases, type Leases } from "#lib/processes/leases.ts";
import type { Session } from "#lib/processes/session.ts";

type Lock = { readonly key: string; readonly pid: number };

/** Advisory locks as PostgreSQL keeps them. `onQuery` hears of each question before it is answered. */
function createLockTable(onQuery: (sql: string, keys: readonly string[]) => void = () => undefined) {
  const locks: Lock[] = [];
  const remove = (pid: number, key: string) => {
    const index = locks.findIndex((lock) => lock.pid === pid && lock.key === key);
    if (index >= 0) locks.splice(index, 1);
  };
  const queryAs =
    (pid: number): Session["query"] =>
    async (sql, [argument] = []) => {
      const keys = [argument ?? []].flat().map(String);
      onQuery(sql, keys);
      if (sql.includes("pg_locks")) return [...locks];
      if (sql.includes("unlock")) for (const key of keys) remove(pid, key);
      else if (sql.includes("lock_shared")) locks.push(...keys.map((key) => ({ key, pid })));
      else
        return keys.map((key) => {
          const won = locks.every((lock) => lock.key !== key);
          if (won) locks.push({ key, pid });
          return { key, won };
        });
      return [];
    };
  return {
    queryAs,
    end: (pid: number) => void locks.splice(0, locks.length, ...locks.filter((lock) => lock.pid !== pid)),
    locks,
  };
}

type Member = { held: ReadonlySet<string>; readonly leases: Leases };

function join(table: ReturnType<typeof createLockTable>, pid: number): Member {
  const leases = createLeases({
    session: { backend: pid, query: table.queryAs(pid) },
    onHeld(held) {
      member.held = held;
    },
    tellOthers: async () => undefined,
  });
  const member: Member = { held: new Set(), leases };
  return member;
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe("leases", () => {
  it("share any number of places among any number of processes that come and go, and then rest", async () => {
    const crowds = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), crowds, async (count, sizes) => {
        const table = createLockTable();
        const members = new Map<number, Member>();
        const places = names(count);
        const playRound = async () => {
          for (const { leases } of members.values()) await leases.round(places);
        };
        for (const size of sizes) {
          for (let pid = 1; pid <= 6; pid++)
            if (pid > size) {
              members.delete(pid);
              table.end(pid);
            } else if (!members.has(pid)) members.set(pid, join(table, pid));
          for (let round = 0; round < 3; round++) await playRound();
          const before = [...members.values()].map(({ held }) => [...held]);
          expect(before.flat().toSorted()).toEqual(places.toSorted());
          expect(Math.max(...before.map((held) => held.length))).toBeLessThanOrEqual(Math.ceil(count / size));
          await playRound();
          expect([...members.values()].map(({ held }) => [...held])).toEqual(before);
        }
      }),
    );
  });

  it("what only some processes know of is read too", async () => {
    const table = createLockTable();
    const [narrow, wide] = [join(table, 1), join(table, 2)];
    for (let round = 0; round < 2; round++) {
      await narrow.leases.round(["a", "b"]);
      await wide.leases.round(["a", "b", "c", "d"]);
    }
    expect([...narrow.held, ...wide.held].toSorted()).toEqual(["a", "b", "c", "d"]);
  });

  it("a proxy that pools transactions is found out, and nothing is held through it", async () => {
    const table = createLockTable();
    let held: ReadonlySet<string> | undefined;
    const leases = createLeases({
      session: { backend: 7, query: (sql, values) => table.queryAs(8)(sql, values) },
      onHeld(places) {
        held = places;
      },
      tellOthers: async () => undefined,
    });
    await expect(leases.round(["a"])).rejects.toThrow(
      "DATABASE_URL must lead to PostgreSQL itself, not to a pooling proxy",
    );
    expect(held).toBeUndefined();
  });

  it("a place is no longer held before its lock is opened, and held only after its lock is won", async () => {
    const happened: string[] = [];
    const table = createLockTable((sql) => {
      if (sql.includes("pg_advisory_unlock(")) happened.push("unlocked");
      if (sql.includes("pg_try_advisory_lock(")) happened.push("locked");
    });
    const leases = createLeases({
      session: { backend: 7, query: table.queryAs(7) },
      onHeld: (held) => happened.push(`holds ${[...held]}`),
      tellOthers: async () => undefined,
    });
    await leases.round(["old"]);
    happened.splice(0);
    expect(await leases.round(["new"])).toBe(false);
    expect(happened).toEqual(["holds ", "unlocked", "locked", "holds new"]);
  });

  it("where others were faster, another look is asked for", async () => {
    const table = createLockTable((sql, keys) => {
      if (sql.includes("pg_try_advisory_lock(")) table.locks.push(...keys.map((key) => ({ key, pid: 8 })));
    });
    const { leases } = join(table, 7);
    expect(await leases.round(["a"])).toBe(true);
  });
});
