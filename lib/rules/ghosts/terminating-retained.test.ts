import { expect, it } from "vitest";
import { terminatingRetained } from "#lib/rules/ghosts/terminating-retained.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  seenOnce,
} from "#lib/testing/facts.ts";

const groups = [makeAutoScalingGroup({ terminateHookAbandon: "retain" })];

function check(instance: ReturnType<typeof makeUnlisted>, lifecycleState: string) {
  return checkRule(terminatingRetained, {
    instance: [instance],
    member: [makeMember({ lifecycleState })],
    "auto-scaling-group": groups,
  });
}

it.each(["Terminating:Retained", "Warmed:Terminating:Retained", "Warmed:Pending:Retained"])(
  "a gone instance in %s is a leftover",
  (state) => {
    const [finding] = check(makeTerminated(), state);
    expect(finding).toMatchObject({ subject: { id: idA }, verdict: "proved" });
    expect(finding?.evidence.at(-1)).toMatchObject({ value: "retain", source: "autoscaling-groups" });
  },
);

it.each([
  ["a living instance retained on purpose", makeInstance(), "Terminating:Retained"],
  ["a stopped one", makeInstance({ state: "stopped" }), "Terminating:Retained"],
  ["a gone one that is merely terminating", makeTerminated(), "Terminating"],
] as const)("%s is not meant", (_, instance, state) => {
  expect(check(instance, state)).toEqual([]);
});

it("one reading is only suspected, and the policy need not be known", () => {
  const parts = {
    instance: [makeTerminated({ terminatedAt: undefined }, seenOnce)],
    member: [makeMember({ lifecycleState: "Terminating:Retained" })],
  };
  expect(checkRule(terminatingRetained, parts)).toMatchObject([{ verdict: "suspected" }]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = {
    instance: [makeUnlisted()],
    member: [makeMember({ lifecycleState: "Terminating:Retained" })],
  };
  expect(checkRule(terminatingRetained, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
