import { describe, expect, it } from "vitest";
import { isMentioned, isNamed } from "#lib/report/mentions.ts";

const id = "i-0a11";

describe("an id in a text", () => {
  it.each([
    ["i-0a11", true],
    ["asg-prod-api/i-0a11", true],
    ["Launching a new EC2 instance: i-0a11. Status Reason: …", true],
    ["i-0a112 was replaced by i-0a11", true],
    ["i-0a112", false],
    ["mi-0a11", false],
    ["i-0a11-old", false],
    ["old_i-0a11", false],
    ["", false],
  ])("%j: %s", (text, named) => {
    expect(isNamed(text, id)).toBe(named);
  });
});

describe("an id in a value", () => {
  it.each([
    ["in a text", "i-0a11", true],
    ["deep in lists and members", { targets: [{ ids: ["i-0b22", "i-0a11"] }] }, true],
    ["as the name of a member", { health: { "i-0a11": "healthy" } }, true],
    ["a longer id is another one", { ids: ["i-0a11f"] }, false],
    ["numbers and nothing name nobody", [1, null, true], false],
  ])("%s: %j is %s", (_, value, mentioned) => {
    expect(isMentioned(value, id)).toBe(mentioned);
  });
});
