import { describe, expect, it } from "vitest";
import type { SourceState } from "#lib/domain/fact.ts";
import { type Diagnosis, diagnose } from "#lib/rules/diagnose.ts";
import { defineRule, type Rule, type RuleFinding } from "#lib/rules/rule.ts";
import {
  makeFacts,
  makeInstance,
  makeMember,
  makeSourceState,
  minutesAgo,
  testNow,
  testScope,
} from "#lib/testing/facts.ts";

const kinds: Readonly<Record<string, readonly string[]>> = {
  "ec2-instances": ["instance"],
  "autoscaling-groups": ["auto-scaling-group", "member"],
};
const ok = [makeSourceState("ec2-instances"), makeSourceState("autoscaling-groups")];

function makeFinding(value: Partial<RuleFinding> = {}): RuleFinding {
  return {
    subject: { kind: "instance", id: "i-1" },
    verdict: "proved",
    summary: "something",
    evidence: [],
    disprovedBy: "nothing",
    advice: [],
    ...value,
  };
}

function makeRule(value: Partial<Rule> = {}): Rule {
  return defineRule({
    id: "some-rule",
    title: "Some rule",
    severity: "warning",
    why: "",
    docs: [],
    needs: ["ec2-instances"],
    check: () => [makeFinding()],
    ...value,
  });
}

function run(rules: readonly Rule[], parts: Partial<Diagnosis> = {}) {
  return diagnose({
    rules,
    facts: makeFacts(),
    sources: ok,
    kindsOf: (id) => kinds[id] ?? [],
    scope: testScope,
    now: testNow,
    ...parts,
  });
}

describe("what a rule is given", () => {
  it("is only the facts of the sources it needs", () => {
    let given: readonly string[] = [];
    const rule = makeRule({
      check(facts) {
        given = Object.keys(facts);
        return [];
      },
    });
    run([rule], { facts: makeFacts({ instance: [makeInstance()], member: [makeMember()] }) });
    expect(given).toEqual(["instance"]);
  });

  it("is the scope, the time, and which of its own needs were read in part", () => {
    let context: unknown;
    const rule = makeRule({
      check(_, given) {
        context = given;
        return [makeFinding()];
      },
    });
    const partial: Partial<SourceState> = { status: "partial" };
    run([rule], {
      sources: [makeSourceState("ec2-instances", partial), makeSourceState("autoscaling-groups", partial)],
    });
    expect(context).toEqual({ scope: testScope, now: testNow, partial: ["ec2-instances"] });
  });
});

it("a finding carries its rule, and its own severity where it has one", () => {
  expect(run([makeRule({ check: () => [makeFinding(), makeFinding({ severity: "info" })] })])).toMatchObject([
    { rule: "some-rule", title: "Some rule", severity: "warning" },
    { rule: "some-rule", severity: "info" },
  ]);
});

it("a rule that throws is a bug and is not hidden", () => {
  const broken = makeRule({
    check() {
      throw new Error("boom");
    },
  });
  expect(() => run([broken])).toThrow("boom");
});

describe("a source that was not read", () => {
  const unasked = makeRule({
    needs: ["ec2-instances", "autoscaling-groups"],
    check() {
      throw new Error("must not be asked");
    },
  });
  const denied = makeSourceState("ec2-instances", {
    title: "EC2: instances",
    status: "failed",
    failures: [
      {
        kind: "denied",
        operation: "ec2:DescribeInstances",
        code: "UnauthorizedOperation",
        message: "no",
        missingAction: "ec2:DescribeInstances",
      },
    ],
  });

  it("gives one cannot-tell with the source, the kind of failure and the missing permission, and no evidence", () => {
    expect(run([unasked], { sources: [denied, makeSourceState("autoscaling-groups")] })).toEqual([
      expect.objectContaining({
        rule: "some-rule",
        verdict: "cannot-tell",
        subject: { kind: "deployment-group", id: "api/prod-api" },
        evidence: [],
        reason:
          "EC2: instances [ec2-instances] could not be read (ec2:DescribeInstances: denied, missing IAM action ec2:DescribeInstances)",
      }),
    ]);
  });

  it("is named together with the others", () => {
    const waiting = makeSourceState("autoscaling-groups", { status: "waiting" });
    const [finding] = run([unasked], { sources: [denied, waiting] });
    expect(finding?.reason).toContain("ec2-instances");
    expect(finding?.reason).toContain("autoscaling-groups has not been read yet");
  });

  it("counts as waiting where nothing is known of it", () => {
    expect(run([unasked], { sources: [] })[0]?.reason).toBe(
      "ec2-instances has not been read yet; autoscaling-groups has not been read yet",
    );
  });

  it("does not matter to rules that need others", () => {
    expect(
      run([makeRule({ needs: ["autoscaling-groups"] })], {
        sources: [denied, makeSourceState("autoscaling-groups")],
      }),
    ).toMatchObject([{ verdict: "proved" }]);
  });
});

describe("a source that was read in part", () => {
  it.each([
    [{ status: "partial" }, "was read in part"],
    [{ truncated: true }, "not everything could be asked about or read"],
    [{ droppedRows: 2 }, "2 rows could not be understood"],
  ] as const)("%j: a rule that finds nothing cannot tell", (state, reason) => {
    const [finding, ...others] = run([makeRule({ check: () => [] })], {
      sources: [makeSourceState("ec2-instances", state)],
    });
    expect(finding).toMatchObject({ verdict: "cannot-tell", reason: expect.stringContaining(reason) });
    expect(others).toEqual([]);
    expect(finding?.reason).not.toContain("0 rows");
  });

  it("what a rule does find there stands alone", () => {
    const sources = [makeSourceState("ec2-instances", { status: "partial" })];
    expect(run([makeRule()], { sources })).toMatchObject([{ verdict: "proved" }]);
  });
});

it("a rule that finds nothing in complete readings says nothing", () => {
  expect(run([makeRule({ check: () => [] })])).toEqual([]);
});

it("the gravest comes first, then the surest, the rules' order, the oldest, the id; what cannot be told comes last", () => {
  const subject = (id: string) => ({ kind: "instance", id });
  const first = makeRule({
    id: "first",
    check: () => [
      makeFinding({ severity: "info", subject: subject("7") }),
      makeFinding({ verdict: "suspected", subject: subject("6") }),
      makeFinding({ subject: subject("4") }),
      makeFinding({ since: minutesAgo(1), subject: subject("3") }),
      makeFinding({ since: minutesAgo(2), subject: subject("2b") }),
      makeFinding({ since: minutesAgo(2), subject: subject("2a") }),
      makeFinding({ severity: "critical", verdict: "suspected", subject: subject("1") }),
    ],
  });
  const second = makeRule({
    id: "second",
    check: () => [makeFinding({ since: minutesAgo(9), subject: subject("5") })],
  });
  const unread = makeRule({ id: "unread", severity: "critical", needs: ["elb-target-health"] });
  const ids = run([unread, first, second]).map((finding) => finding.subject.id);
  expect(ids).toEqual(["1", "2a", "2b", "3", "4", "5", "6", "7", "api/prod-api"]);
});
