import { expect, it } from "vitest";
import { targetTerminated } from "#lib/rules/ghosts/target-terminated.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeInstance,
  makeTarget,
  makeTerminated,
  makeUnlisted,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const unused = { state: "unused", reason: "Target.InvalidState" };

it("a dead target that both services know of is proved where the load balancer names the state", () => {
  const target = [makeTarget({ ...unused, description: "Target is in the terminated state" })];
  const [finding] = checkRule(targetTerminated, { target, instance: [makeTerminated()] });
  expect(finding).toMatchObject({ subject: { id: idA }, verdict: "proved" });
  expect(finding?.advice[0]?.command).toBe(
    `aws elbv2 deregister-targets --target-group-arn ${testTargetGroupArn} --targets Id=${idA},Port=8080 --region us-east-1`,
  );
  expect(targetTerminated.severity).toBe("info");
});

it("and corroborated where it does not", () => {
  expect(
    checkRule(targetTerminated, { target: [makeTarget(unused)], instance: [makeTerminated()] }),
  ).toMatchObject([{ verdict: "corroborated" }]);
});

it.each([
  ["a stopped instance has the same reason code", makeTarget(unused), makeInstance({ state: "stopped" })],
  ["unused for another reason", makeTarget({ state: "unused", reason: "Target.NotInUse" }), makeTerminated()],
  [
    "still draining",
    makeTarget({ state: "draining", reason: "Target.DeregistrationInProgress" }),
    makeTerminated(),
  ],
] as const)("%s: not meant", (_, target, instance) => {
  expect(checkRule(targetTerminated, { target: [target], instance: [instance] })).toEqual([]);
});

it("a target whose instance EC2 was not asked about is not judged", () => {
  expect(checkRule(targetTerminated, { target: [makeTarget(unused)] })).toEqual([]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = { target: [makeTarget(unused)], instance: [makeUnlisted()] };
  expect(checkRule(targetTerminated, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
