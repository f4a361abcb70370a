import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import type { Goal } from "#lib/bench/goal.ts";
import { toTable } from "#lib/bench/table.ts";
import { findChromium } from "#lib/commands/find-chromium.ts";
import { findFreePort } from "#lib/commands/free-port.ts";
import { startServer } from "#lib/testing/start-server.ts";

const mostScriptBytes = 180 * 1_024;
const categories = { performance: 95, accessibility: 100, "best-practices": 100 } as const;
const names = ["performance", "accessibility", "best-practices"] as const;
const group = "/groups/123456789012/us-east-1/api/prod-api";
const pages = { fleet: "/", group, audit: "/audit", rule: "/rules/recursive-deployment-limbo" } as const;

/** Lighthouse's marks for the demo's pages, and the JavaScript that each loads first. */
export async function runPagesSection(): Promise<readonly Goal[]> {
  const server = await startServer({ GHOSTLINE_SIMULATED: "yes" });
  const debuggingPort = await findFreePort();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [`--remote-debugging-port=${debuggingPort}`],
  });
  try {
    const goals: Goal[] = [];
    const rows: string[][] = [];
    const faults: string[] = [];
    for (const [name, path] of Object.entries(pages)) {
      const marks = await markPage(`${server.url}${path}`, debuggingPort);
      for (const { faults: own } of marks) faults.push(...own.map((fault) => `${name} page: ${fault}`));
      const scriptBytes = await weighScripts(`${server.url}${path}`);
      rows.push([name, ...marks.map(({ mark }) => String(mark)), (scriptBytes / 1_024).toFixed(0)]);
      goals.push(
        ...marks.map(({ category, mark }) => ({
          what: `${name} page, Lighthouse ${category}`,
          measured: String(mark),
          goal: `≥ ${categories[category]}`,
          ok: mark >= categories[category],
        })),
        {
          what: `${name} page, first-load JavaScript, compressed`,
          measured: `${(scriptBytes / 1_024).toFixed(0)} KB`,
          goal: "≤ 180 KB",
          ok: scriptBytes <= mostScriptBytes,
        },
      );
    }
    for (const fault of faults) console.log(fault);
    console.log(`${toTable(["page", ...Object.keys(categories), "first-load JS, KB"], rows)}\n`);
    return goals;
  } finally {
    await browser.close();
    await server.stop();
  }
}

type Mark = {
  readonly category: keyof typeof categories;
  readonly mark: number;
  /** What Lighthouse found fault with. */
  readonly faults: readonly string[];
};

async function markPage(url: string, port: number): Promise<readonly Mark[]> {
  const result = await lighthouse(
    url,
    { port, onlyCategories: [...names], logLevel: "error" },
    desktopConfig,
  );
  if (result === undefined) throw new Error(`Lighthouse said nothing of ${url}`);
  const { lhr } = result;
  if (lhr.runtimeError !== undefined) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return names.map((category) => ({
    category,
    mark: Math.round((lhr.categories[category]?.score ?? 0) * 100),
    faults: (lhr.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = lhr.audits[id];
      const failed = audit !== undefined && audit.score !== null && audit.score < 0.9 && weight > 0;
      return failed ? [`${audit.title}${toPlaces(audit.details)}`] : [];
    }),
  }));
}

/** The first elements that a fault was found with, as Lighthouse quotes them. */
function toPlaces(details: unknown): string {
  const items: unknown = Reflect.get(Object(details), "items");
  if (!Array.isArray(items)) return "";
  const snippets = items.map((item: unknown) =>
    Reflect.get(Object(Reflect.get(Object(item), "node")), "snippet"),
  );
  return snippets
    .slice(0, 4)
    .map((snippet) => `\n    ${String(snippet)}`)
    .join("");
}

/** The scripts that the page's HTML names, compressed as a server would: what is loaded before anybody touches it. */
async function weighScripts(url: string): Promise<number> {
  const html = await loadText(url);
  const tags = [...html.matchAll(/<script[^>]* src="([^"]+)"[^>]*>/g)];
  // Browsers that know modules leave those out that are for others.
  const paths = new Set(tags.flatMap(([tag, path]) => (/nomodule/i.test(tag) ? [] : (path ?? []))));
  const scripts = await Promise.all([...paths].map((path) => loadText(new URL(path, url).href)));
  return scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
}

async function loadText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.text();
}
