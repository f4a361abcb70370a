import { describe, expect, it } from "vitest";
import { toContradictionAge, toGoneSince } from "#lib/rules/contradiction.ts";
import {
  makeForgotten,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  type Seen,
  secondsAgo,
  seenOnce,
  testNow,
} from "#lib/testing/facts.ts";

function ageOf(instance: ReturnType<typeof makeUnlisted>, seen?: Seen, knownSince?: typeof testNow) {
  const reference = makeMember({}, seen);
  return toContradictionAge({ instance, reference, referredSince: reference.firstSeen, knownSince });
}

describe("since when an instance is gone", () => {
  it("is EC2's own time where it gives one", () => {
    expect(toGoneSince(makeTerminated({ terminatedAt: minutesAgo(7) }))).toEqual({
      at: minutesAgo(7),
      exact: true,
    });
  });

  it("is what EC2 said while it had the row", () => {
    expect(toGoneSince(makeForgotten(minutesAgo(70), { since: minutesAgo(3) }))).toEqual({
      at: minutesAgo(70),
      exact: true,
    });
  });

  it("is the first reading that said so otherwise", () => {
    const silent = makeTerminated({ terminatedAt: undefined }, { since: minutesAgo(3) });
    expect(toGoneSince(silent)).toEqual({ at: minutesAgo(3), exact: false });
    expect(toGoneSince(makeUnlisted(undefined, { since: minutesAgo(3) }))).toEqual({
      at: minutesAgo(3),
      exact: false,
    });
  });
});

describe("a contradiction by EC2's own time", () => {
  it.each([
    [60, "old"],
    [59, "young"],
    [0, "young"],
  ] as const)("terminated %i s before the one reading is %s", (seconds, age) => {
    expect(ageOf(makeTerminated({ terminatedAt: secondsAgo(seconds) }, seenOnce), seenOnce)).toBe(age);
  });

  it("a reference last read before the termination says nothing", () => {
    const terminated = makeTerminated({ terminatedAt: minutesAgo(1) }, { since: secondsAgo(50) });
    expect(ageOf(terminated, { since: minutesAgo(9), lastSeen: secondsAgo(61) })).toBe("none");
    expect(ageOf(terminated, { since: minutesAgo(9), lastSeen: secondsAgo(60) })).toBe("young");
  });
});

describe("a contradiction by two readings", () => {
  const silent = (seen: Seen) => makeTerminated({ terminatedAt: undefined }, seen);

  it.each([
    [{ since: secondsAgo(60) }, {}, "old"],
    [{ since: secondsAgo(59) }, {}, "young"],
    [{}, { since: secondsAgo(60) }, "old"],
    [{}, { since: secondsAgo(59) }, "young"],
    [{}, { since: minutesAgo(9), lastSeen: minutesAgo(9) }, "young"],
    [seenOnce, seenOnce, "young"],
  ] as const)("EC2 %j, reference %j is %s", (ec2, reference, age) => {
    expect(ageOf(silent(ec2), reference)).toBe(age);
  });

  it("a member that changed its state is not a new reference", () => {
    expect(ageOf(silent({ since: minutesAgo(2) }), { firstSeen: minutesAgo(90), since: testNow })).toBe(
      "old",
    );
  });

  it("a reference from long before the first gone reading says nothing", () => {
    expect(ageOf(silent({ since: testNow }), { since: minutesAgo(9), lastSeen: secondsAgo(61) })).toBe(
      "none",
    );
  });
});

describe("an id without a row", () => {
  it("is old where the reference or the launch is older than five minutes", () => {
    expect(ageOf(makeUnlisted(undefined, seenOnce), { since: minutesAgo(5) })).toBe("old");
    expect(ageOf(makeUnlisted(undefined, seenOnce), seenOnce, minutesAgo(5))).toBe("old");
  });

  it("may be too new for EC2 to show where it was launched just now", () => {
    expect(ageOf(makeUnlisted(undefined, seenOnce), seenOnce, secondsAgo(299))).toBe("none");
  });

  it("is not too new where EC2 showed it before", () => {
    const dropped = makeUnlisted(undefined, { firstSeen: minutesAgo(4), since: testNow });
    expect(ageOf(dropped, { since: minutesAgo(4) }, minutesAgo(4))).toBe("young");
  });

  it("is young at the first reading of all, where nothing dates it", () => {
    expect(ageOf(makeUnlisted(undefined, seenOnce), seenOnce)).toBe("young");
  });
});
