import { describe, expect, it } from "vitest";
import { createCollector } from "#lib/collector/collector.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import { addMs, type Instant, toInstant } from "#lib/domain/time.ts";
import { type History, HistoryTrouble } from "#lib/history/history.ts";
import { openHistory } from "#lib/history/open-history.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { defineSource, type ReadContext, type Source } from "#lib/sources/source.ts";

const place: Place = { account: "123456789012", region: "us-east-1" };
const elsewhere: Place = { ...place, region: "eu-west-1" };

function makeScopes(count: number, where: Place = place): readonly Scope[] {
  return Array.from({ length: count }, (_, index) => ({
    ...where,
    application: "api",
    group: `group-${index}`,
  }));
}

const scopeOf = (index: number): Scope => ({ ...place, application: "api", group: `group-${index}` });
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Lets everything that can go on go on until it is so; what never becomes so ends with the test's time. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await settle();
}

type Read = { readonly source: string; readonly group: string; readonly at: number; readonly deep: boolean };

type Setup = {
  readonly groups: number;
  readonly history?: (history: History) => History;
  readonly duringHealth?: (running: number) => void;
  readonly random?: () => number;
  /** Members of the source "activities" that this test needs otherwise. */
  readonly activities?: Partial<Source>;
  readonly inventory?: Partial<Source>;
  /** These readings go on until `release` is called. */
  readonly holdHealth?: boolean;
  readonly holdInventory?: boolean;
  readonly firstViewMs?: number;
  readonly onList?: () => void;
};

/** A collector over sources of every manner, which note when they are read. */
async function makeCollector({
  groups,
  history: change = (same) => same,
  duringHealth,
  random = () => 0.5,
  activities = {},
  inventory = {},
  holdHealth = false,
  holdInventory = false,
  onList = () => undefined,
  ...more
}: Setup) {
  const reads: Read[] = [];
  const troubles: (string | undefined)[] = [];
  const defects: string[] = [];
  let now: Instant = toInstant(1_000_000);
  let running = 0;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const make = (id: string, { read = async () => undefined, ...more }: Partial<Source>): Source =>
    defineSource<string, Record<string, unknown>>({
      id,
      title: id,
      level: "group",
      pace: "moving",
      kinds: [id],
      operations: [],
      after: [],
      mentions: false,
      async read(context) {
        const { group } = context.scope;
        reads.push({ source: id, group, at: now, deep: context.since !== undefined });
        if (id === "health") await hold();
        if (id === "inventory" && holdInventory) await released;
        await read(context);
        context.emit({ kind: id, entity: group, value: "fine", operation: "x" });
      },
      ...more,
    });
  async function hold(): Promise<void> {
    running += 1;
    duringHealth?.(running);
    await (holdHealth ? released : settle());
    running -= 1;
  }
  const sources = [
    make("inventory", { level: "place", ...inventory }),
    make("groups", {}),
    make("health", { perGroup: true, after: ["groups"] }),
    make("activities", {
      deep: true,
      past: () => [],
      ...activities,
    }),
  ];
  const history = change(await openHistory({ kind: "sqlite-memory", clock: () => now }));
  const collector = createCollector({
    places: [place],
    sources,
    callFor: () => () => Promise.reject(new Error("nothing may call AWS here")),
    history,
    clock: () => now,
    patienceMs: 0,
    random,
    listScopes: (where) => {
      onList();
      return Promise.resolve(makeScopes(groups, where));
    },
    ...more,
    onRead: () => undefined,
    onTrouble: (trouble) => void troubles.push(trouble?.message),
    onDefect: (source, error) => defects.push(`${source}: ${error}`),
  });
  const elapse = async (seconds: number) => {
    now = addMs(now, seconds * 1_000);
    await collector.tick();
  };
  const count = (source: string) => reads.filter((read) => read.source === source && !read.deep).length;
  return { collector, history, reads, troubles, defects, elapse, count, release };
}

describe("the first reading of a place", () => {
  it.each([1, 25, 100])("of %i groups is of everything", async (groups) => {
    const { elapse, count } = await makeCollector({ groups });
    await elapse(0);
    expect([count("groups"), count("health")]).toEqual([groups, groups]);
  });

  it("asks what AWS says of one group at a time a few at once, for each group once", async () => {
    const most: number[] = [];
    const { elapse, reads } = await makeCollector({
      groups: 26,
      duringHealth: (running) => most.push(running),
    });
    await elapse(0);
    expect(Math.max(...most)).toBe(4);
    const groups = reads.filter(({ source }) => source === "health").map(({ group }) => group);
    expect([...groups].sort()).toEqual(
      makeScopes(26)
        .map(({ group }) => group)
        .sort(),
    );
  });

  it("has nothing wait for what is asked of one group at a time", async () => {
    const { collector, reads, release } = await makeCollector({ groups: 30, holdHealth: true });
    const done = collector.tick();
    const started = (source: string) => reads.filter((read) => read.source === source).length;
    await until(() => started("groups") === 30);
    expect(started("health")).toBe(4);
    release();
    await done;
    expect(started("health")).toBe(30);
  });
});

describe("groups that deserve the same", () => {
  it("are read at the same moment, whatever was going on with each of them before", async () => {
    const { collector, elapse, reads } = await makeCollector({ groups: 30 });
    await elapse(0);
    await elapse(7);
    await collector.watch(scopeOf(3));
    for (let second = 0; second < 240; second += 1) await elapse(1);
    const times = reads
      .filter(({ source, deep, at }) => source === "groups" && !deep && at > 1_000_000 + 120_000)
      .map(({ at }) => at);
    expect(new Set(times).size).toBe(2);
  });
});

describe("a group that somebody looks at", () => {
  it("is read whole at once, though others wait for a worker", async () => {
    const { collector, elapse, reads, release } = await makeCollector({ groups: 100, holdHealth: true });
    const done = elapse(0);
    const ofGroup = () => reads.filter(({ group }) => group === "group-50").map(({ source }) => source);
    await until(() => ofGroup().includes("groups"));
    const watched = collector.watch(scopeOf(50));
    await until(() => ofGroup().includes("health"));
    expect(ofGroup()).toEqual(["groups", "activities", "health"]);
    expect(reads.filter(({ source }) => source === "health")).toHaveLength(5);
    release();
    await Promise.all([watched, done]);
  });

  it("is waited for only so long: then it is being read", async () => {
    const { collector, elapse, history, release } = await makeCollector({
      groups: 1,
      holdHealth: true,
      firstViewMs: 20,
    });
    const done = elapse(0);
    await settle();
    expect(await collector.watch(scopeOf(0))).toBe(true);
    expect((await history.current("123456789012/us-east-1/api/group-0")).sources).toEqual([]);
    release();
    await done;
  });

  it("is not read where the inventory does not list it, and leaves no trace", async () => {
    const { collector, elapse, reads, history } = await makeCollector({ groups: 1 });
    await elapse(0);
    const before = reads.length;
    await collector.watch(scopeOf(77));
    await elapse(1);
    expect(reads.slice(before).filter(({ group }) => group === "group-77")).toEqual([]);
    expect((await history.partStates()).map(({ part }) => part)).not.toContain(
      "123456789012/us-east-1/api/group-77",
    );
  });

  it("is waited for while the first inventory is on its way", async () => {
    const { collector, reads, release } = await makeCollector({ groups: 1, holdInventory: true });
    void collector.tick();
    await settle();
    const watched = collector.watch(scopeOf(0));
    await settle();
    expect(reads.map(({ source }) => source)).toEqual(["inventory"]);
    release();
    await watched;
    expect(reads.filter(({ source }) => source === "groups")).toHaveLength(1);
  });
});

describe("a long first inventory", () => {
  it("is waited for once, however often the time comes to look what is due", async () => {
    let listings = 0;
    const { collector, release } = await makeCollector({
      groups: 1,
      holdInventory: true,
      onList: () => {
        listings += 1;
      },
    });
    const ticks = Array.from({ length: 300 }, () => collector.tick());
    await settle();
    expect(listings).toBe(0);
    release();
    await Promise.all(ticks);
    expect(listings).toBe(1);
  });
});

describe("a reading that failed", () => {
  const failure = { kind: "unreachable", operation: "x", code: "ECONNRESET", message: "reset" } as const;

  it("is tried again sooner than a good one is repeated, and that source alone", async () => {
    let broken = true;
    const { elapse, count } = await makeCollector({
      groups: 1,
      activities: {
        pace: "seldom",
        read: async (context) => void (broken && context.fail(failure)),
      },
    });
    await elapse(0);
    await elapse(4);
    expect(count("activities")).toBe(1);
    await elapse(1);
    expect([count("activities"), count("groups")]).toEqual([2, 1]);
    await elapse(10);
    expect(count("activities")).toBe(3);
    broken = false;
    await elapse(20);
    expect(count("activities")).toBe(4);
    await elapse(40);
    expect(count("activities")).toBe(4);
  });

  it("of the inventory is tried again soon", async () => {
    let broken = true;
    const { elapse, count } = await makeCollector({
      groups: 0,
      inventory: { read: async (context) => void (broken && context.fail(failure)) },
    });
    await elapse(0);
    await elapse(5);
    expect(count("inventory")).toBe(2);
    broken = false;
    await elapse(10);
    expect(count("inventory")).toBe(3);
    await elapse(59);
    expect(count("inventory")).toBe(3);
  });
});

describe("the past", () => {
  it("is asked for once a group has been read, one group at a time, and never again", async () => {
    const { elapse, reads, history } = await makeCollector({ groups: 2 });
    const deep = () => reads.filter((read) => read.deep).map(({ source, group }) => `${source} ${group}`);
    await elapse(0);
    expect(deep()).toEqual([]);
    await elapse(1);
    expect(deep()).toEqual(["activities group-0"]);
    await elapse(1);
    expect(deep()).toEqual(["activities group-0", "activities group-1"]);
    for (let minute = 0; minute < 10; minute += 1) await elapse(60);
    expect(deep()).toHaveLength(2);
    expect(await history.filledAt("123456789012/us-east-1/api/group-0")).toBeDefined();
  });
});

describe("what is held", () => {
  it("a place that was given up is read no more, one that was taken is", async () => {
    const { collector, elapse, reads } = await makeCollector({ groups: 1 });
    await elapse(0);
    collector.setPlaces([elsewhere]);
    const before = reads.length;
    await elapse(60);
    expect(reads.slice(before).length).toBeGreaterThan(0);
    expect(await collector.watch({ ...place, application: "api", group: "group-0" })).toBe(false);
    expect(await collector.watch({ ...elsewhere, application: "api", group: "group-0" })).toBe(true);
    expect(await collector.readInventory(place)).toBe(false);
  });
});

describe("a history that cannot be written", () => {
  it("is told, and reading goes on until it can", async () => {
    let broken = true;
    const { elapse, troubles, count } = await makeCollector({
      groups: 1,
      history: (history) => ({
        ...history,
        append: (part, entries) =>
          broken ? Promise.reject(new HistoryTrouble("the disk is full")) : history.append(part, entries),
      }),
    });
    await elapse(0);
    expect(troubles.at(-1)).toBe("the disk is full");
    await elapse(1);
    expect(troubles.at(-1), "reading the history is not writing it").toBe("the disk is full");
    broken = false;
    await elapse(60);
    expect(troubles.at(-1)).toBeUndefined();
    expect(count("groups")).toBe(2);
  });
});

describe("a bug of ours", () => {
  const bug = () => {
    throw new TypeError("bug");
  };
  const stateOf = async (history: History) => {
    const { sources } = await history.current("123456789012/us-east-1/api/group-0");
    return Object.fromEntries(sources.map(({ id, status, failures }) => [id, failures[0]?.kind ?? status]));
  };

  it.each<{ name: string; activities: Partial<Source>; state: string }>([
    { name: "reading", activities: { read: async () => bug() }, state: "defect" },
    { name: "judging its reading", activities: { suspect: bug }, state: "bad-response" },
  ])("in a source $name costs that source alone, and is told", async ({ activities, state }) => {
    const { elapse, history, defects } = await makeCollector({ groups: 1, activities });
    await elapse(0);
    await elapse(60);
    expect(await stateOf(history)).toMatchObject({ groups: "ok", health: "ok", activities: state });
    expect(new Set(defects)).toEqual(new Set(["activities: TypeError: bug"]));
  });

  it("around the sources costs the reading, is told, and the next one is made", async () => {
    let broken = true;
    const { elapse, history, defects } = await makeCollector({
      groups: 1,
      history: (real) => ({
        ...real,
        append: (part, entries) => (broken ? bug() : real.append(part, entries)),
      }),
    });
    await elapse(0);
    expect(defects).toContain("collector: TypeError: bug");
    broken = false;
    await elapse(60);
    expect(await stateOf(history)).toMatchObject({ groups: "ok" });
  });
});

it("the next reading is expected at a whole millisecond, whatever the jitter", async () => {
  const { elapse, history } = await makeCollector({ groups: 1, random: () => 1 / 3 });
  await elapse(0);
  const { sources } = await history.current("123456789012/us-east-1/api/group-0");
  expect(sources.length).toBeGreaterThan(0);
  for (const { nextAt } of sources) expect(Number.isInteger(nextAt)).toBe(true);
});

it("the context of a reading has what earlier readings left", async () => {
  const seen: unknown[] = [];
  const source = defineSource<"own", { own: string }>({
    id: "own",
    title: "own",
    level: "group",
    pace: "moving",
    kinds: ["own"],
    operations: [],
    after: [],
    mentions: false,
    read(context: ReadContext<{ own: string }>) {
      seen.push(context.known("own").map(({ value }) => value));
      context.emit({ kind: "own", entity: "x", value: "said", operation: "x" });
      return Promise.resolve();
    },
  });
  let now = toInstant(1_000_000);
  const collector = createCollector({
    places: [place],
    sources: [source],
    callFor: () => () => Promise.reject(new Error("nothing may call AWS here")),
    history: await openHistory({ kind: "sqlite-memory", clock: () => now }),
    clock: () => now,
    listScopes: (where) => Promise.resolve(makeScopes(1, where)),
    onRead: () => undefined,
    onTrouble: () => undefined,
    onDefect: throwDefect,
  });
  await collector.tick();
  now = addMs(now, 70_000);
  await collector.tick();
  expect(seen).toEqual([[], ["said"]]);
});
