import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import * as registry from "#lib/rules/index.ts";
import type { Rule } from "#lib/rules/rule.ts";

const folder = import.meta.dirname;
const ruleFiles = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "rule.ts")
  .filter((file) => readFileSync(join(folder, file), "utf8").includes("defineRule({"));
const rules = new Map<string, Rule>(Object.entries(registry));

function toCamelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe("the registry of rules", () => {
  it.each(ruleFiles)("%s is registered under its id, which is its file name", (file) => {
    const id = basename(file, ".ts");
    expect(rules.get(toCamelCase(id))?.id).toBe(id);
  });

  it("holds nothing but rule files", () => {
    expect([...rules.values()].map(({ id }) => id).sort()).toEqual(
      ruleFiles.map((file) => basename(file, ".ts")).sort(),
    );
  });

  it.each([...rules.values()])(
    "$id says why it matters, where AWS documents it and what it needs",
    (rule) => {
      expect(rule.title).not.toBe("");
      expect(rule.why.length).toBeGreaterThan(40);
      expect(rule.docs.length).toBeGreaterThan(0);
      for (const link of rule.docs) expect(link).toMatch(/^https:\/\/\S+$/);
      expect(rule.needs.length).toBeGreaterThan(0);
      expect(new Set(rule.needs).size).toBe(rule.needs.length);
    },
  );

  it.each([...rules.values()])(
    "$id says what looks like it, and leads only to other rules there are",
    (rule) => {
      const ids = new Set([...rules.values()].map(({ id }) => id));
      expect(rule.lookalikes ?? []).not.toEqual([]);
      expect((rule.leadsTo ?? []).filter((id) => id === rule.id || !ids.has(id))).toEqual([]);
      expect(new Set(rule.leadsTo).size).toBe(rule.leadsTo?.length ?? 0);
      for (const { what, value, reason } of rule.thresholds ?? []) {
        expect(`${what}${value}${reason}`).not.toMatch(/undefined|NaN/);
        expect([what, value, reason]).not.toContain("");
      }
    },
  );

  it.each(ruleFiles)("%s has a table test beside it", (file) => {
    const test = file.replace(/\.ts$/, ".test.ts");
    expect(readdirSync(join(folder, test, ".."))).toContain(basename(test));
  });
});
