import { describe, expect, it } from "vitest";
import { addMs, addSeconds, toInstant } from "#lib/domain/time.ts";
import { makeLab } from "#lib/simulator/testing/make-lab.ts";
import { createWallClock } from "#lib/simulator/world/clock.ts";
import { createWorld } from "#lib/simulator/world/create-world.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";

const start = toInstant(1_000_000);
const makeWorld = () => createWorld({ start, seed: 1 });

describe("a world's time", () => {
  it("runs events by time, then in the order they were asked for", () => {
    const world = makeWorld();
    const seen: string[] = [];
    for (const [ms, name] of [
      [30, "c"],
      [10, "a"],
      [30, "d"],
      [20, "b"],
      [30, "e"],
    ] as const) {
      world.after(ms, () => seen.push(`${name}@${world.now() - start}`));
    }
    world.advanceTo(addMs(start, 30));
    expect(seen).toEqual(["a@10", "b@20", "c@30", "d@30", "e@30"]);
  });

  it("runs what is due at the goal itself, and nothing after it", () => {
    const world = makeWorld();
    const seen: number[] = [];
    world.after(10, () => seen.push(10));
    world.after(11, () => seen.push(11));
    world.advanceTo(addMs(start, 10));
    expect(seen).toEqual([10]);
    expect(world.now()).toBe(start + 10);
  });

  it("runs events that events ask for, in the same advance", () => {
    const world = makeWorld();
    const seen: number[] = [];
    world.after(5, () => world.after(5, () => seen.push(world.now() - start)));
    world.advanceTo(addMs(start, 100));
    expect(seen).toEqual([10]);
    expect(world.now()).toBe(start + 100);
  });

  it("keeps many events in order", () => {
    const world = makeWorld();
    const delays = Array.from({ length: 500 }, (_, index) => (index * 7919) % 1009);
    const seen: number[] = [];
    for (const delay of delays) world.after(delay, () => seen.push(delay));
    world.advanceTo(addSeconds(start, 10));
    expect(seen).toEqual(delays.toSorted((left, right) => left - right));
  });

  it("does not go back, schedule into the past, or advance within an advance", () => {
    const world = makeWorld();
    world.advanceTo(addMs(start, 10));
    expect(() => world.advanceTo(addMs(start, 9))).toThrow(/cannot go back/);
    expect(() => world.at(addMs(start, 9), () => undefined)).toThrow(/is past/);
    world.after(1, () => world.advanceTo(addMs(start, 50)));
    expect(() => world.advanceTo(addMs(start, 20))).toThrow(/advancing already/);
  });

  it("goes on after an event that threw", () => {
    const world = makeWorld();
    world.after(1, () => {
      throw new Error("broken");
    });
    expect(() => world.advanceTo(addMs(start, 5))).toThrow("broken");
    world.advanceTo(addMs(start, 5));
    expect(world.now()).toBe(start + 5);
  });
});

describe("a world", () => {
  it("refuses a parameter that there is not, and names those there are", () => {
    const parameters: Partial<Parameters> = JSON.parse('{"bootMinutes":3}');
    expect(() => createWorld({ start, seed: 1, parameters })).toThrow(
      /bootMinutes; allowed are .*shutDownSeconds/,
    );
  });

  it.each([
    ["12345", "us-east-1", /12 digits/],
    ["111122223333", "Virginia", /us-east-1/],
  ])("refuses account %s in %s", (account, region, message) => {
    expect(() => makeWorld().region(account, region)).toThrow(message);
  });

  it("keeps accounts and regions apart", () => {
    const world = makeWorld();
    expect(world.region("111122223333", "us-east-1")).toBe(world.region("111122223333", "us-east-1"));
    expect(world.region("111122223333", "us-east-1")).not.toBe(world.region("111122223333", "eu-west-1"));
  });

  it("gives ids in AWS's forms", () => {
    const { ids } = makeWorld();
    expect(ids.instance()).toMatch(/^i-0[0-9a-f]{16}$/);
    expect(ids.deployment()).toMatch(/^d-[A-Z0-9]{9}$/);
    expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("lives six hours of fourteen busy groups in less than two seconds", () => {
    const lab = makeLab();
    const services = Array.from({ length: 14 }, (_, index) =>
      lab.build.service({ application: `app-${index}`, group: `prod-${index}` }, { desired: 4 }),
    );
    for (let hour = 0; hour < 6; hour += 1) {
      lab.forward(1800);
      services.forEach((service, index) => {
        const first = lab.memberId(service.autoScalingGroup);
        if (hour === 1) lab.ops.detachInstances({ ...service, instanceIds: [first], capacity: "replace" });
        lab.forward(20);
        if (lab.state.instances.has(first)) lab.ops.terminateInstances([first]);
        if (lab.ops.activeDeployments(service, "user").length === 0) {
          lab.ops.createDeployment({ ...service, revision: `r${hour + index}` });
        }
      });
      lab.forward(1520);
    }
    expect(lab.state.deployments.size).toBeGreaterThan(14 * 10);
  });
});

describe("a wall clock", () => {
  it("advances the world by the real time gone by, times the speed", () => {
    const world = makeWorld();
    let realMs = 5000;
    const clock = createWallClock(world, { speed: 60, realNowMs: () => realMs });
    clock.catchUp();
    expect(world.now()).toBe(start);
    realMs += 1000;
    clock.catchUp();
    expect(world.now()).toBe(start + 60_000);
  });

  it("leaves a world alone that is ahead, or whose real clock was set back", () => {
    const world = makeWorld();
    let realMs = 5000;
    const clock = createWallClock(world, { speed: 1, realNowMs: () => realMs });
    world.advanceTo(addMs(start, 500));
    realMs -= 100;
    clock.catchUp();
    expect(world.now()).toBe(start + 500);
  });

  it.each([0, -1, Number.NaN])("refuses a speed of %s", (speed) => {
    expect(() => createWallClock(makeWorld(), { speed, realNowMs: () => 0 })).toThrow(/above 0/);
  });
});
