import { describe, expect, it } from "vitest";
import { createCollector } from "#lib/collector/collector.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { addMs, type Instant, toInstant } from "#lib/domain/time.ts";
import { openHistory } from "#lib/history/open-history.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { defineSource, type Source } from "#lib/sources/source.ts";

const place = { account: "123456789012", region: "us-east-1" };
const scope: Scope = { ...place, application: "api", group: "prod-api" };

type Setup = { readonly lifecycleState?: string };

/** A collector over sources that only count how often they are read. */
async function makeCollector({ lifecycleState = "InService" }: Setup = {}) {
  const reads: Record<string, number> = {};
  let now: Instant = toInstant(1_000_000);
  const make = (id: string, level: Source["level"]) =>
    defineSource<string, { member: unknown }>({
      id,
      title: id,
      level,
      pace: id === "autoscaling-groups" ? "moving" : "settings",
      kinds: ["member"],
      operations: [],
      after: [],
      mentions: false,
      async read(context) {
        reads[id] = (reads[id] ?? 0) + 1;
        context.emit({ kind: "member", entity: id, value: { lifecycleState }, operation: "x" });
      },
    });
  const history = await openHistory({ kind: "sqlite-memory", clock: () => now });
  const collector = createCollector({
    places: [place],
    sources: [
      make("inventory", "place"),
      make("autoscaling-groups", "group"),
      make("autoscaling-hooks", "group"),
    ],
    callFor: () => () => Promise.reject(new Error("nothing may call AWS here")),
    history,
    clock: () => now,
    patienceMs: 0,
    random: () => 0.5,
    listScopes: () => Promise.resolve([scope]),
    onRead: () => undefined,
    onTrouble: () => undefined,
    onDefect: throwDefect,
  });
  const elapse = async (seconds: number) => {
    now = addMs(now, seconds * 1000);
    await collector.tick();
  };
  return { collector, reads, elapse };
}

describe("what is read when", () => {
  it("the first tick reads everything", async () => {
    const { reads, elapse } = await makeCollector();
    await elapse(0);
    expect(reads).toEqual({ inventory: 1, "autoscaling-groups": 1, "autoscaling-hooks": 1 });
  });

  it.each([
    { name: "a quiet group is not read after 59 s", lifecycleState: "InService", seconds: 59, times: 1 },
    { name: "a quiet group is read after 60 s", lifecycleState: "InService", seconds: 60, times: 2 },
    {
      name: "a group with an instance on its way is not read after 14 s",
      lifecycleState: "Pending:Wait",
      seconds: 14,
      times: 1,
    },
    {
      name: "a group with an instance on its way is read after 15 s",
      lifecycleState: "Pending:Wait",
      seconds: 15,
      times: 2,
    },
  ])("$name", async ({ lifecycleState, seconds, times }) => {
    const { reads, elapse } = await makeCollector({ lifecycleState });
    await elapse(0);
    await elapse(seconds);
    expect(reads["autoscaling-groups"]).toBe(times);
  });

  it("a watched group is read every 10 s, and left alone again when nobody looks any more", async () => {
    const { collector, reads, elapse } = await makeCollector();
    await elapse(0);
    await collector.watch(scope);
    await elapse(10);
    expect(reads["autoscaling-groups"]).toBe(2);
    await elapse(36);
    const before = reads["autoscaling-groups"] ?? 0;
    await elapse(10);
    expect(reads["autoscaling-groups"]).toBe(before);
  });

  it("two hundred viewers cost what one costs", async () => {
    const { collector, reads } = await makeCollector();
    await Promise.all(Array.from({ length: 200 }, () => collector.watch(scope)));
    expect(reads["autoscaling-groups"]).toBe(1);
  });

  it("configuration is read twice within a minute, so that a contradiction can be believed, and then seldom", async () => {
    const { reads, elapse } = await makeCollector();
    await elapse(0);
    await elapse(60);
    expect(reads["autoscaling-hooks"]).toBe(2);
    for (let minute = 0; minute < 3; minute++) await elapse(60);
    expect(reads["autoscaling-groups"]).toBe(5);
    expect(reads["autoscaling-hooks"]).toBe(2);
    await elapse(60);
    expect(reads["autoscaling-hooks"]).toBe(3);
    for (let minute = 0; minute < 4; minute++) await elapse(60);
    expect(reads["autoscaling-hooks"]).toBe(3);
  });
});
