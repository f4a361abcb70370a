import { describe, expect, it } from "vitest";
import type { Rule } from "#lib/rules/rule.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

/** The deployment of every such test: made twenty minutes ago, failed with this code fifteen minutes ago. */
export function makeFailedWith(errorCode: string) {
  return makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) });
}

export type ErrorCodeCases = {
  /** Each code that the rule is about, and what its summary says of it. */
  readonly codes: readonly (readonly [code: string, words: string])[];
  /** What the rule is given beside the deployment. */
  readonly parts?: Partial<AllFacts>;
};

/** What holds of every rule that only decodes the error code of a failed deployment. */
export function describeErrorCode(rule: Rule, { codes, parts = {} }: ErrorCodeCases): void {
  const check = (...deployment: readonly ReturnType<typeof makeDeployment>[]) =>
    checkRule(rule, { ...parts, deployment }, { partial: ["codedeploy-deployments"] });

  describe.each(codes)("%s", (code, words) => {
    const failed = makeFailedWith(code);

    it("is proved by the code alone, even where not every deployment could be read", () => {
      const findings = check(failed);
      expect(findings).toMatchObject([
        { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(15) },
      ]);
      expect(findings[0]?.summary).toContain(words);
    });

    it.each([
      ["another code", { errorCode: "SOMETHING_NEW" }],
      ["no code", { errorCode: undefined }],
      ["the code on a deployment that goes on", { status: "InProgress" }],
    ])("%s is not meant", (_, value) => {
      expect(check(makeDeployment({ ...failed.value, ...value }))).toEqual([]);
    });

    it.each([
      ["later mends it", 19, 0],
      ["before it mends nothing", 21, 1],
    ])("a deployment that succeeded %s", (_, minutes, left) => {
      const good = makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
      expect(check(failed, good)).toHaveLength(left);
    });

    it("a rollback that succeeded leaves only something to explain", () => {
      const value = { id: "d-BACK", status: "Succeeded", creator: "codeDeployRollback" };
      expect(check(failed, makeDeployment({ ...value, createTime: minutesAgo(14) }))).toMatchObject([
        { severity: "info" },
      ]);
    });

    it.each([
      [24 * 3600, undefined],
      [24 * 3600 + 1, "info"],
    ])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
      const old = makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) });
      expect(check(old)[0]?.severity).toBe(severity);
    });
  });
}
