import { expect, it } from "vitest";
import { missingInstanceProfile } from "#lib/rules/agent/missing-instance-profile.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, makeInstance, makeMember } from "#lib/testing/facts.ts";

// When it is a notice, a warning, or nobody's trouble: host-fault.test.ts.
it("cites that EC2 names no profile, and looks for one that is being attached before anything else", () => {
  const instance = [makeInstance({ profileArn: undefined })];
  const [finding] = checkRule(missingInstanceProfile, { instance, member: [makeMember()] });
  expect(finding?.evidence[0]).toMatchObject({ field: "IamInstanceProfile", value: "none" });
  expect(finding?.advice[0]?.command).toContain(
    `describe-iam-instance-profile-associations --filters Name=instance-id,Values=${idA}`,
  );
});

it("an instance with a profile is fine", () => {
  const instance = [makeInstance({ profileArn: "arn:aws:iam::123456789012:instance-profile/other" })];
  expect(checkRule(missingInstanceProfile, { instance, member: [makeMember()] })).toEqual([]);
});
