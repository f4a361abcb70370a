import { expect, it } from "vitest";
import { imdsUnreachable } from "#lib/rules/agent/imds-unreachable.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, makeInstance, makeMember } from "#lib/testing/facts.ts";

// When it is a notice, a warning, or nobody's trouble: host-fault.test.ts.
it("cites EC2's setting, and asks whether it was meant before it is changed", () => {
  const instance = [makeInstance({ metadataEndpoint: "disabled" })];
  const [finding] = checkRule(imdsUnreachable, { instance, member: [makeMember()] });
  expect(finding?.evidence[0]).toMatchObject({ field: "MetadataOptions.HttpEndpoint", value: "disabled" });
  expect(finding?.advice[0]?.text).toMatch(/^Ask first/);
  expect(finding?.advice[0]?.command).toContain(`--instance-id ${idA} --http-endpoint enabled`);
});

it.each(["enabled", "something-new", undefined])("%s is not switched off", (metadataEndpoint) => {
  const instance = [makeInstance({ metadataEndpoint })];
  expect(checkRule(imdsUnreachable, { instance, member: [makeMember()] })).toEqual([]);
});
