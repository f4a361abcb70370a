import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

// The direction of imports, as a table: what each folder may import besides itself. A folder with a `type:` entry may
// import that folder's types, which vanish at run time.
const mayImport: Readonly<Record<string, readonly string[]>> = {
  app: ["lib/server", "components", "lib/domain", "lib/report/schema.ts"],
  components: ["lib/domain", "lib/report/schema.ts"],
  "lib/server": [
    "lib/domain",
    "lib/aws",
    "lib/sources",
    "lib/history",
    "lib/processes",
    "lib/collector",
    "lib/timeline",
    "lib/rules",
    "lib/report",
    "lib/simulator",
  ],
  "lib/collector": ["lib/sources", "lib/history", "lib/aws", "lib/domain"],
  "lib/report": ["lib/timeline", "lib/rules", "lib/domain", "type:lib/sources"],
  "lib/rules": ["lib/domain", "lib/timeline", "type:lib/sources"],
  "lib/timeline": ["lib/domain"],
  "lib/sources": ["lib/aws", "lib/domain"],
  "lib/aws": ["lib/domain"],
  "lib/history": ["lib/domain"],
  "lib/history/testing": ["lib/history", "lib/domain", "lib/testing"],
  "lib/processes": ["lib/domain"],
  "lib/edge": ["lib/domain"],
  "lib/simulator": ["lib/domain"],
  "lib/simulator/testing": ["lib/simulator", "lib/domain"],
  "lib/domain": [],
  "lib/testing": [
    "lib/aws",
    "lib/collector",
    "lib/history",
    "lib/domain",
    "lib/report",
    "lib/rules",
    "lib/timeline",
    "lib/sources",
    "lib/simulator",
    "lib/server",
    "lib/processes",
    "lib/commands",
  ],
  "lib/bench": [
    "lib/simulator",
    "lib/sources",
    "lib/aws",
    "lib/domain",
    "lib/collector",
    "lib/history",
    "lib/history/testing",
    "lib/server",
    "lib/testing",
    "lib/commands",
    "lib/report/schema.ts",
  ],
  "lib/commands": [
    "lib/bench",
    "lib/edge",
    "lib/server",
    "lib/simulator",
    "lib/sources",
    "lib/aws",
    "lib/domain",
    "lib/collector",
    "lib/report",
    "lib/history",
  ],
  e2e: [
    "lib/simulator",
    "lib/commands",
    "lib/domain",
    "lib/history",
    "lib/report",
    "lib/testing",
    "lib/server/mode.ts",
    "lib/server/rehearse.ts",
  ],
};

const root = path.resolve(import.meta.dirname, "..");
const folders = Object.keys(mayImport).sort((left, right) => right.length - left.length);

/** Judgement is pure: no clock, no network, no environment. */
const pureFolders = ["lib/domain", "lib/timeline", "lib/rules", "lib/report"];
const impurities =
  /\bDate\.now\(|\bnew Date\(\)|\bprocess\.(?:env|argv|exit|hrtime|cwd)|\bfetch\(|Math\.random\(|from "node:|from "@aws-sdk|from "@smithy|from "react/;

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

function listSources(): readonly string[] {
  return ["app", "components", "lib", "e2e"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .map((file) => path.posix.join(folder, file))
      .filter((file) => /\.tsx?$/.test(file)),
  );
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

/** What only tests use lies apart from what the program is made of. */
function isSupport(file: string): boolean {
  return file.includes("/testing/");
}

/** What measures or tries the program may use what its tests use. */
function isProduct(file: string): boolean {
  return !isTest(file) && !isSupport(file) && !file.startsWith("e2e/") && !file.startsWith("lib/bench/");
}

function folderOf(file: string): string | undefined {
  return folders.find((folder) => file.startsWith(`${folder}/`));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(root, file), "utf8");
  return [
    ...text.matchAll(/(?:import|export)\s+(type\s)?[^"';]*?from\s+"#([^"]+)"|import\("#([^"]+)"\)/g),
  ].map((match) => ({
    from: file,
    to: match[2] ?? match[3] ?? "",
    typeOnly: match[1] !== undefined,
  }));
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const own = folderOf(from);
  const other = folderOf(to);
  if (own === undefined || own === other) return true;
  const allowed = mayImport[own] ?? [];
  return allowed.some((entry) => entry === other || entry === to || (typeOnly && entry === `type:${other}`));
}

describe("the house", () => {
  const files = listSources();

  it("imports point one way", () => {
    const imports = files
      .filter((file) => !isTest(file) && file !== "lib/architecture.test.ts")
      .flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter((edge) => !isAllowed(edge)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("would notice a view that reads AWS", () => {
    expect(isAllowed({ from: "components/x.tsx", to: "lib/aws/port.ts", typeOnly: false })).toBe(false);
    expect(isAllowed({ from: "lib/rules/x.ts", to: "lib/sources/index.ts", typeOnly: false })).toBe(false);
    expect(isAllowed({ from: "lib/rules/x.ts", to: "lib/sources/facts.ts", typeOnly: true })).toBe(true);
  });

  it("imports inside the project go by name, not by relative path", () => {
    const relative = files.filter((file) =>
      /from "\.\.?\//.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(relative.filter((file) => file !== "lib/architecture.test.ts")).toEqual([]);
  });

  it("only tests and what supports them import the test runner", () => {
    const importing = files.filter((file) =>
      /from "vitest"/.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(importing.length).toBeGreaterThan(100);
    expect(importing.filter((file) => !isTest(file) && !isSupport(file))).toEqual([]);
  });

  it("the program imports nothing that is for tests", () => {
    const product = files.filter(isProduct);
    expect(product.length).toBeGreaterThan(100);
    const astray = product.flatMap(importsOf).filter(({ to }) => isSupport(to) || isTest(to));
    expect(astray.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("judgement is pure", () => {
    const judging = files.filter(
      (file) => !isTest(file) && pureFolders.some((folder) => file.startsWith(`${folder}/`)),
    );
    expect(judging.filter((file) => impurities.test(readFileSync(path.join(root, file), "utf8")))).toEqual(
      [],
    );
  });

  it("only the client factory and the region look-up make SDK clients", () => {
    const makers = files.filter((file) => {
      if (isTest(file) || file.startsWith("lib/simulator/") || file.startsWith("e2e/")) return false;
      return /new \w+Client\(/.test(
        readFileSync(path.join(root, file), "utf8").replaceAll("new QueryClient(", ""),
      );
    });
    expect(makers.filter((file) => !["lib/aws/clients.ts", "lib/server/region.ts"].includes(file))).toEqual(
      [],
    );
  });
});
