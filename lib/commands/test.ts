// npm test: everything. Ends with one line `N passed, N failed` over all suites.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as z from "zod";
import { type BrowserResult, parseBrowserResult } from "#lib/commands/browser-result.ts";
import { findChromium } from "#lib/commands/find-chromium.ts";
import { projectRoot } from "#lib/commands/project-root.ts";
import { run } from "#lib/commands/run.ts";

type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

const VitestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  success: z.boolean(),
});

const results = mkdtempSync(path.join(tmpdir(), "ghostline-test-"));
const quiet = { NEXT_TELEMETRY_DISABLED: "1", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

function succeeds(command: string, environment: Record<string, string> = {}): boolean {
  console.log(`\n— ${command}`);
  const [program = "", ...parameters] = command.split(" ");
  const { status } = spawnSync("npx", ["--no-install", program, ...parameters], {
    cwd: projectRoot,
    env: { ...process.env, ...quiet, ...environment },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0;
}

/** A check without tests of its own counts as one. */
function check(command: string): Count {
  return succeeds(command) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function runUnits(): Count {
  const file = path.join(results, "units.json");
  const ok = succeeds(`vitest run --reporter=default --reporter=json --outputFile.json=${file}`);
  const { numPassedTests, numFailedTests, numPendingTests } = VitestResult.parse(
    JSON.parse(readFileSync(file, "utf8")),
  );
  // A file that does not even load fails the run without a failed test.
  return { passed: numPassedTests, failed: Math.max(numFailedTests, ok ? 0 : 1), skipped: numPendingTests };
}

function runBrowser(): BrowserResult {
  const file = path.join(results, "browser.json");
  const ok = succeeds("playwright test -c e2e/playwright.config.ts --reporter=list,json", {
    PLAYWRIGHT_CHROMIUM_PATH: findChromium(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const result = parseBrowserResult(readFileSync(file, "utf8"));
  return { ...result, failed: Math.max(result.failed, ok ? 0 : 1) };
}

await run(async () => {
  const checks = [
    check("biome check ."),
    check("knip"),
    runUnits(),
    check("next build"),
    check("tsc --noEmit"),
  ];
  const browser = runBrowser();
  const counts: readonly Count[] = [...checks, browser];
  rmSync(results, { recursive: true });
  const sum = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0);
  const skipped = sum("skipped");
  for (const name of browser.secondTries) console.log(`needed a second try: ${name}`);
  console.log(
    `\n${sum("passed")} passed, ${sum("failed")} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`,
  );
  if (sum("failed") > 0) process.exitCode = 1;
});
