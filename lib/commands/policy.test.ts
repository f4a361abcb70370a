import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildIamPolicy } from "#lib/aws/policy.ts";
import { allowedOperations } from "#lib/server/connect.ts";

const written: unknown = JSON.parse(readFileSync(new URL("../../iam-policy.json", import.meta.url), "utf8"));

describe("iam-policy.json", () => {
  it("allows exactly what the program may call; if not, run: npm run policy", () => {
    expect(written).toEqual(buildIamPolicy(allowedOperations));
  });
});
