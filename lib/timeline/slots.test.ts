import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { assignSlots } from "#lib/timeline/slots.ts";

const at = (minute: number) => toInstant(Date.UTC(2026, 0, 1) + minute * 60_000);

function makeMember(instanceId: string, launched?: number, departed?: number, autoScalingGroup = "asg") {
  return {
    instanceId,
    autoScalingGroup,
    ...(launched !== undefined && { launchedAt: at(launched) }),
    ...(departed !== undefined && { departedAt: at(departed) }),
  };
}

const slotsOf = (...members: ReturnType<typeof makeMember>[]) => Object.fromEntries(assignSlots(members));

describe("assignSlots", () => {
  it("gives a replacement the row of the instance it replaced, lap after lap", () => {
    expect(
      slotsOf(makeMember("a", 0, 10), makeMember("b", 11, 20), makeMember("c", 21), makeMember("d", 1)),
    ).toEqual({ a: 0, b: 0, c: 0, d: 1 });
  });

  it("gives a launch at the very instant of the departure that row", () => {
    expect(slotsOf(makeMember("a", 0, 10), makeMember("b", 10))).toEqual({ a: 0, b: 0 });
  });

  it("gives a launch before the departure a new row", () => {
    expect(slotsOf(makeMember("a", 0, 10), makeMember("b", 9))).toEqual({ a: 0, b: 1 });
  });

  it("does not let one departure be replaced twice", () => {
    expect(slotsOf(makeMember("a", 0, 10), makeMember("b", 11), makeMember("c", 12))).toEqual({
      a: 0,
      b: 0,
      c: 1,
    });
  });

  it("fills the row that was freed first", () => {
    expect(
      slotsOf(makeMember("a", 0, 12), makeMember("b", 1, 10), makeMember("c", 13), makeMember("d", 14)),
    ).toEqual({ a: 0, b: 1, c: 1, d: 0 });
  });

  it("does not pair across Auto Scaling groups", () => {
    expect(slotsOf(makeMember("a", 0, 10, "one"), makeMember("b", 11, undefined, "two"))).toEqual({
      a: 0,
      b: 1,
    });
  });

  it("lets an instance of unknown launch bequeath its row but never inherit one", () => {
    expect(slotsOf(makeMember("a", undefined, 10), makeMember("b", 11), makeMember("z"))).toEqual({
      a: 0,
      b: 0,
      z: 1,
    });
  });

  it("gives the same rows whatever the order of the input, and never two living instances one row", () => {
    const member = fc.record({
      launched: fc.integer({ min: 0, max: 60 }),
      lives: fc.option(fc.integer({ min: 1, max: 60 })),
    });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 20 }), fc.integer(), (rows, seed) => {
        const members = rows.map(({ launched, lives }, index) =>
          makeMember(`i-${index}`, launched, lives === null ? undefined : launched + lives),
        );
        const slots = assignSlots(members);
        const turn = members.length === 0 ? 0 : Math.abs(seed) % members.length;
        expect(assignSlots([...members.slice(turn), ...members.slice(0, turn)].reverse())).toEqual(slots);
        for (const a of members) {
          for (const b of members) {
            if (a === b || slots.get(a.instanceId) !== slots.get(b.instanceId)) continue;
            const [first, second] = (a.launchedAt ?? 0) <= (b.launchedAt ?? 0) ? [a, b] : [b, a];
            expect(first.departedAt ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(second.launchedAt ?? 0);
          }
        }
      }),
    );
  });
});
