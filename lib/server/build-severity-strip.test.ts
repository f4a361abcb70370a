import { LRUCache } from "lru-cache";
import { beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { StripSeverity } from "#lib/report/schema.ts";
import { toBuckets } from "#lib/report/severity-strip.ts";
import { buildRow } from "#lib/server/build-row.ts";
import { buildSeverityStrip } from "#lib/server/build-severity-strip.ts";
import type { SeverityMemory } from "#lib/server/services.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { type ObservedAccount, observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

const every5Minutes = 300;
/** Recorded from 12:50 to 14:40; nobody read until 17:05; then to 18:10. */
const end = addMs(testCurtain, 4 * hourMs + 10 * minuteMs);
let account: ObservedAccount;
let scopes: readonly Scope[];

beforeAll(async () => {
  account = await observeAccount({ stories: [recursiveLimbo, quietGroups], minutesEarly: 70 });
  await account.read();
  await account.elapseUntil(addMs(testCurtain, 40 * minuteMs), every5Minutes);
  await account.elapse((145 * minuteMs) / 1000);
  await account.elapseUntil(end, every5Minutes);
  scopes = await account.scopes();
});

function makeStrip(scope: Scope, memory: SeverityMemory = new LRUCache({ max: 100 })) {
  const { history } = account;
  const judgedAt: Instant[] = [];
  const judge = async (at: Instant): Promise<StripSeverity> => {
    judgedAt.push(at);
    return (await buildRow(history, scope, { at, asked: "past" })).severity;
  };
  const build = (at = end) => buildSeverityStrip({ history, memory, scope, at, now: end, hours: 8, judge });
  return { judge, judgedAt, build };
}

function findScope(group: string): Scope {
  const scope = scopes.find((one) => one.group === group);
  if (scope === undefined) throw new Error(`no group ${group}`);
  return scope;
}

describe("the strip of recorded groups", () => {
  it("says of every group what judging each half hour says", async () => {
    for (const scope of scopes) {
      const { build, judge } = makeStrip(scope);
      const { buckets } = await build();
      const severities = buckets.map(({ severity }) => severity);
      const each = await Promise.all(
        toBuckets(end, 8).map(({ judgedAt }, index) =>
          severities[index] === "not-recorded" ? "not-recorded" : judge(judgedAt),
        ),
      );
      expect(severities, scope.group).toEqual(each);
    }
  });

  it("says where nobody read: before the first reading, and while the reader was away", async () => {
    const { buckets, from, to } = await makeStrip(findScope("prod-api")).build();
    expect([from.slice(11, 16), to.slice(11, 16)]).toEqual(["10:30", "18:30"]);
    const recorded = buckets.map(({ severity }) => (severity === "not-recorded" ? "-" : "r")).join("");
    // 10:30 … 12:30, 12:30 … 15:00, 15:00 … 17:00, 17:00 … 18:30
    expect(recorded).toBe(`${"-".repeat(4)}${"r".repeat(5)}${"-".repeat(4)}${"r".repeat(3)}`);
    expect(buckets.at(-1)?.severity).toBe("critical");
  });

  it("judges a calm group a few times, and the second time only what is not settled", async () => {
    const [calm] = scopes.filter(({ group }) => group !== "prod-api");
    const { build, judgedAt } = makeStrip(calm ?? findScope("prod-api"));
    const first = await build();
    expect(judgedAt.length).toBeLessThan(8);
    judgedAt.length = 0;
    expect(await build()).toEqual(first);
    expect(Math.min(...judgedAt)).toBeGreaterThanOrEqual(end - hourMs);
  });

  it("of a group that was never read, nothing is recorded", async () => {
    const { build, judgedAt } = makeStrip({ ...findScope("prod-api"), group: "never-read" });
    expect(new Set((await build()).buckets.map(({ severity }) => severity))).toEqual(
      new Set(["not-recorded"]),
    );
    expect(judgedAt).toEqual([]);
  });
});
