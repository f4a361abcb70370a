import { describe, expect, it } from "vitest";
import { toCreatorWords } from "#lib/report/creator-words.ts";

describe("toCreatorWords", () => {
  it.each([
    ["user", "a person or pipeline"],
    ["autoscaling", "a scale-out"],
    ["autoscalingTermination", "a scale-in"],
    ["codeDeployRollback", "a rollback"],
    ["CloudFormation", "CloudFormation"],
    ["SomethingNew", "SomethingNew"],
    [undefined, "not said"],
  ])("calls %s %s", (creator, words) => {
    expect(toCreatorWords(creator)).toBe(words);
  });
});
