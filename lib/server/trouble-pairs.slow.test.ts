import { describe, expect, it } from "vitest";
import { services } from "#lib/testing/aws-troubles.ts";
import { expectHonestFromTheStart, openInTheMiddle } from "#lib/testing/troubled-account.ts";

const ofPairs = [
  "denied",
  "throttled",
  "answered by a sign-in page",
  "slow",
  "refused",
  "oversized",
] as const;

describe("two services in trouble", () => {
  const pairs = services.flatMap((one, index) =>
    services.slice(index + 1).map((other) => [one, other] as const),
  );
  it.concurrent.each(pairs)("%s and %s, each in each trouble", async (one, other) => {
    const rows = ofPairs.flatMap((first) => ofPairs.map((second) => ({ [one]: first, [other]: second })));
    // Where CodeDeploy has never answered, nobody knows whom to ask.
    const isKnown = one === "codedeploy";
    await Promise.all(rows.map((row) => (isKnown ? openInTheMiddle(row) : expectHonestFromTheStart(row))));
    expect(rows).toHaveLength(36);
  });
});
