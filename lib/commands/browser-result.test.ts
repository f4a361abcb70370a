import { expect, test } from "vitest";
import { parseBrowserResult } from "#lib/commands/browser-result.ts";

const toSpec = (title: string, status: string) => ({ title, file: "a.e2e.ts", line: 7, tests: [{ status }] });

test("a journey that needed a second try has passed, and is named with where it stands", () => {
  const inner = { title: "three hundred groups", specs: [toSpec("j and k", "flaky")], suites: [] };
  const outer = {
    title: "a.e2e.ts",
    specs: [toSpec("opens", "expected"), toSpec("closes", "unexpected"), toSpec("rests", "skipped")],
    suites: [inner],
  };
  const text = JSON.stringify({ suites: [outer, { title: "b.e2e.ts", specs: [] }] });
  expect(parseBrowserResult(text)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
    secondTries: ["a.e2e.ts:7 › three hundred groups › j and k"],
  });
});

test("a status that is not known is not taken for a pass", () => {
  const text = JSON.stringify({ suites: [{ title: "a", specs: [toSpec("opens", "perhaps")] }] });
  expect(() => parseBrowserResult(text)).toThrow(/status/);
});
