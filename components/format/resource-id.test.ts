import { describe, expect, it } from "vitest";
import { shortenId, splitAtIds, toServiceName } from "#components/format/resource-id.ts";

describe("ids in a sentence", () => {
  it("become parts of their own, in order, and nothing is lost", () => {
    const sentence = "Deployment d-7QK2ABCDE waits for i-0a11f3b2c4d5e6f70 (A).";
    const parts = splitAtIds(sentence);
    expect(parts.map((part) => part.kind)).toEqual(["text", "deployment", "text", "instance", "text"]);
    expect(parts.map((part) => part.text).join("")).toBe(sentence);
  });
  it.each(["asg-prod-api", "semi-0a11", "d-lowercase", "no id at all"])("%s holds none", (sentence) => {
    expect(splitAtIds(sentence)).toEqual([{ kind: "text", text: sentence }]);
  });
  it("an empty sentence has no parts", () => {
    expect(splitAtIds("")).toEqual([]);
  });
});

it.each([
  ["i-0a11f3b2c4d5e6f70", "i-0a11…6f70"],
  ["i-0a11", "i-0a11"],
])("%s is shortened to %s", (id, text) => {
  expect(shortenId(id)).toBe(text);
});

it.each([
  ["Auto Scaling: activities", "Auto Scaling"],
  ["CloudTrail", "CloudTrail"],
])("the source %s belongs to %s", (title, service) => {
  expect(toServiceName(title)).toBe(service);
});
