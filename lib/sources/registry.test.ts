import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkPlan } from "#lib/sources/gather-plan.ts";
import * as registry from "#lib/sources/index.ts";
import type { KnownKinds } from "#lib/sources/known-facts.ts";
import type { Source } from "#lib/sources/source.ts";

const sources: readonly Source[] = Object.values(registry);
const ids = sources.map(({ id }) => id);

type StatedKinds = { [Kind in keyof KnownKinds]: AllFacts[Kind][number]["value"] };

describe("the registry", () => {
  it("has every file that defines a source, under its own id", () => {
    const folder = import.meta.dirname;
    const defining = readdirSync(folder)
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .filter((file) =>
        /^export const \w+ = defineSource/m.test(readFileSync(path.join(folder, file), "utf8")),
      )
      .map((file) => file.replace(/\.ts$/, ""));
    expect(defining.length).toBeGreaterThan(0);
    expect([...ids].sort()).toEqual(defining.sort());
  });

  it("has one source for every kind", () => {
    const kinds = sources.flatMap((source) => source.kinds as readonly string[]);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it("has every source that another waits for, on the same level, and none wait for each other", () => {
    for (const source of sources) {
      for (const after of source.after) {
        const found = sources.find(({ id }) => id === after);
        expect(found?.level, `${source.id} after ${after}`).toBe(source.level);
      }
    }
    expect(() => checkPlan(sources)).not.toThrow();
  });

  it("has operations and a title for every source, each operation once", () => {
    for (const { id, title, operations } of sources) {
      expect(title, id).not.toBe("");
      expect(operations.length, id).toBeGreaterThan(0);
      expect(new Set(operations).size, id).toBe(operations.length);
    }
  });

  it("has volatile members only of kinds that the source states", () => {
    for (const { id, kinds, volatile = {} } of sources) {
      expect(kinds, id).toEqual(expect.arrayContaining(Object.keys(volatile)));
    }
  });

  it("can tell for every source that mentions instances which its earlier facts name", () => {
    const telling = sources.filter(({ mentionedIn }) => mentionedIn !== undefined);
    expect(telling.map(({ id }) => id)).toEqual(
      sources.filter(({ mentions }) => mentions).map(({ id }) => id),
    );
  });

  it("has only operations that read", () => {
    const names = sources.flatMap(({ operations }) => operations.map(({ id }) => id));
    expect(names.filter((name) => !/^\w+:(Describe|Get|List|BatchGet)[A-Z]/.test(name))).toEqual([]);
  });

  it("types what sources read from each other as it is stated", () => {
    expectTypeOf<KnownKinds>().toEqualTypeOf<StatedKinds>();
  });
});
