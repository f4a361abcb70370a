import { describe, expect, it } from "vitest";
import { hourMs, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";

const now = toInstant(Date.UTC(2026, 0, 31, 14, 22, 10));

it("a time of today is a clock time, one of another day has its date", () => {
  expect(toClock(toInstant(Date.UTC(2026, 0, 31, 3, 4, 5)), now)).toBe("03:04:05 UTC");
  expect(toClock(toInstant(Date.UTC(2026, 0, 30, 23, 59, 59)), now)).toBe("2026-01-30 23:59:59 UTC");
});

it.each([
  [-5 * secondMs, "0 seconds"],
  [secondMs, "1 second"],
  [58 * secondMs, "58 seconds"],
  [minuteMs, "1 minute"],
  [43 * minuteMs + 59 * secondMs, "43 minutes"],
  [hourMs, "1 hour"],
  [3 * hourMs + 20 * minuteMs, "3 hours 20 minutes"],
])("%i ms is %s", (ms, expected) => {
  expect(toDuration(ms)).toBe(expected);
});

it.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
  [["a", "b", "c", "d", "e"], "a, b, c, d and e"],
  [["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"],
])("%j reads %s", (names, expected) => {
  expect(toWords(names)).toBe(expected);
});

it("counts in words", () => {
  expect([toCount(0, "row"), toCount(1, "row"), toCount(2, "row")]).toEqual(["0 rows", "1 row", "2 rows"]);
});

describe("a command line", () => {
  const place = { region: "eu-west-1" };

  it("ends with the region", () => {
    expect(toCommand(place, ["deploy", "get-deployment", "--deployment-id", "d-1"])).toBe(
      "aws deploy get-deployment --deployment-id d-1 --region eu-west-1",
    );
  });

  it.each([
    ["my group", "'my group'"],
    ["it's", "'it'\\''s'"],
    ["$(reboot)", "'$(reboot)'"],
    ["a;b", "'a;b'"],
    ["", "''"],
    ["arn:aws:x:y/z", "arn:aws:x:y/z"],
  ])("keeps %j one word", (name, quoted) => {
    expect(toCommand(place, ["x", name])).toBe(`aws x ${quoted} --region eu-west-1`);
  });
});
