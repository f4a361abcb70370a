import { describe, expect, it } from "vitest";
import { addTry, noTries, type Tries, toRetryMs } from "#lib/collector/tries.ts";
import type { Failure, FailureKind } from "#lib/domain/failure.ts";
import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";

const fail = (kind: FailureKind): Failure => ({
  kind,
  operation: "ec2:DescribeInstances",
  code: kind,
  message: "no",
});

function waitsAfter(times: number, kind: FailureKind, cadenceMs: number): readonly (number | undefined)[] {
  let tries: Tries = noTries;
  return Array.from({ length: times }, () => {
    tries = addTry(tries, [fail(kind)]);
    return toRetryMs(tries, cadenceMs);
  });
}

describe("a failed reading is tried again", () => {
  it("soon, then ever later, and at the usual cadence at the latest", () => {
    const waits = waitsAfter(6, "unreachable", minuteMs);
    expect(waits.map((ms) => (ms ?? 0) / secondMs)).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it("within five minutes, however long the trouble lasts and however seldom it is read", () => {
    expect(waitsAfter(50, "timeout", hourMs).at(-1)).toBe(5 * minuteMs);
  });

  it("less soon where AWS asked for less", () => {
    const waits = waitsAfter(3, "throttled", 5 * minuteMs);
    expect(waits.map((ms) => (ms ?? 0) / secondMs)).toEqual([30, 60, 120]);
  });

  it.each<FailureKind>(["denied", "not-found", "not-supported", "rejected"])(
    "at the usual cadence where AWS said %s: that does not pass by itself",
    (kind) => {
      expect(waitsAfter(2, kind, minuteMs)).toEqual([undefined, undefined]);
    },
  );

  it("soon where nothing could be asked", () => {
    expect(toRetryMs(addTry(noTries, undefined), minuteMs)).toBe(5 * secondMs);
  });

  it("soon again after a good one", () => {
    const tries = addTry({ failed: 7, wereThrottled: false }, []);
    expect(toRetryMs(tries, minuteMs)).toBeUndefined();
    expect(toRetryMs(addTry(tries, [fail("server")]), minuteMs)).toBe(5 * secondMs);
  });
});
