import { describe, expect, it } from "vitest";
import { emptyPart } from "#lib/history/held-part.ts";
import { createPartMemory } from "#lib/history/part-memory.ts";

describe("parts in memory", () => {
  it("the one that was longest not asked for makes room", () => {
    const memory = createPartMemory(2);
    for (const part of ["a", "b"]) memory.keep(part, emptyPart, 0);
    memory.get("a");
    memory.keep("c", emptyPart, 0);
    expect(["a", "b", "c"].map((part) => memory.get(part) !== undefined)).toEqual([true, false, true]);
  });

  it("what was read before everything was forgotten is not kept after", () => {
    const memory = createPartMemory(2);
    const forgettings = memory.forgettings();
    memory.forget();
    memory.keep("a", emptyPart, forgettings);
    expect(memory.get("a")).toBeUndefined();
    memory.keep("a", emptyPart, memory.forgettings());
    expect(memory.get("a")).toBe(emptyPart);
  });
});
