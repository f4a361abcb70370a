import { describe, expect, it } from "vitest";
import { type Failure, failureKinds } from "#lib/domain/failure.ts";
import { toRemedy } from "#lib/domain/remedy.ts";

const failure: Failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "no",
};

describe("the remedy", () => {
  it.each(failureKinds)("of %s is one sentence", (kind) => {
    expect(toRemedy({ ...failure, kind })).toMatch(/^[A-Z][^\n]{20,180}\.$/);
  });

  it("of a denial names the missing action", () => {
    expect(toRemedy({ ...failure, missingAction: "sts:AssumeRole" })).toContain("Allow sts:AssumeRole ");
    expect(toRemedy(failure)).toContain("Allow ec2:DescribeInstances ");
  });

  it.each(["AuthFailure", "UnrecognizedClientException", "InvalidClientTokenId"])(
    "of credentials that AWS does not know (%s) is to look at the region first",
    (code) => {
      const remedy = toRemedy({ ...failure, kind: "expired", code });
      expect(remedy).toMatch(/^[A-Z][^\n]{20,180}\.$/);
      expect(remedy).toContain("region may not be enabled for the account");
    },
  );

  it("differs for each kind", () => {
    expect(new Set(failureKinds.map((kind) => toRemedy({ ...failure, kind }))).size).toBe(
      failureKinds.length,
    );
  });
});
