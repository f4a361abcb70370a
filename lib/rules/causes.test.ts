import { describe, expect, it } from "vitest";
import { linkCauses, orderByCause } from "#lib/rules/causes.ts";
import { defineRule, type Evidence, type Finding, type Rule, type Subject } from "#lib/rules/rule.ts";
import { testNow } from "#lib/testing/facts.ts";

function makeRule(id: string, leadsTo?: readonly string[]): Rule {
  return defineRule({
    id,
    title: id,
    severity: "warning",
    why: "",
    docs: [],
    needs: ["ec2-instances"],
    ...(leadsTo === undefined ? {} : { leadsTo }),
    check: () => [],
  });
}

const instance = (id: string): Subject => ({ kind: "instance", id });
const deployment = (id: string): Subject => ({ kind: "deployment", id });
const group = (id: string): Subject => ({ kind: "auto-scaling-group", id });

function makeEvidence(entity: string, source = "codedeploy-targets"): Evidence {
  return { source, operation: "", entity, field: "", value: "", readAt: testNow };
}

function makeFinding(rule: string, subject: Subject, value: Partial<Finding> = {}): Finding {
  return {
    rule,
    title: rule,
    severity: "warning",
    verdict: "proved",
    subject,
    summary: rule,
    evidence: [],
    disprovedBy: "",
    advice: [],
    ...value,
  };
}

const rules = [
  makeRule("ghost", ["wait", "loop"]),
  makeRule("race", ["ghost"]),
  makeRule("wait", ["loop"]),
  makeRule("loop", ["wait"]),
  makeRule("script", ["constraints", "loop"]),
  makeRule("constraints"),
];

/** What each finding follows from, in the given order. */
function linked(...findings: readonly Finding[]) {
  return linkCauses(findings, rules).map(({ causedBy }) =>
    causedBy === undefined ? "-" : `${causedBy.rule} ${causedBy.subject.id}`,
  );
}

const a = "i-0a11aaaaaaaaaaaaa";
const b = "i-0b22bbbbbbbbbbbbb";

describe("a finding follows from another", () => {
  it("whose rule leads to its own, about the same instance", () => {
    expect(linked(makeFinding("race", instance(a)), makeFinding("ghost", instance(a)))).toEqual([
      "-",
      `race ${a}`,
    ]);
  });

  it("never the other way round, and never where no rule says so", () => {
    expect(linked(makeFinding("constraints", instance(a)), makeFinding("ghost", instance(a)))).toEqual([
      "-",
      "-",
    ]);
  });

  it("never about another instance, in one deployment neither", () => {
    const evidence = (id: string) => ({ evidence: [makeEvidence(`d-1/${id}`)] });
    expect(
      linked(makeFinding("race", instance(a), evidence(a)), makeFinding("ghost", instance(b), evidence(b))),
    ).toEqual(["-", "-"]);
  });

  it.each([
    ["an instance in a composite entity", [makeEvidence(`asg-1/${a}`)]],
    ["an instance alone", [makeEvidence(a)]],
    ["a target's entity", [makeEvidence(`arn:aws:x:y:1:targetgroup/tg/abc/${a}:8080@us-east-1a`)]],
  ])("found by %s", (_, evidence) => {
    expect(
      linked(makeFinding("ghost", instance(a)), makeFinding("loop", group("asg-1"), { evidence })),
    ).toEqual(["-", `ghost ${a}`]);
  });

  it("found by a deployment that both name", () => {
    const evidence = [makeEvidence(`d-7QK2/${a}`)];
    expect(
      linked(
        makeFinding("script", deployment("d-7QK2")),
        makeFinding("loop", group("asg-1"), { evidence: [makeEvidence("d-7QK2")] }),
        makeFinding("constraints", instance(b), { evidence }),
      ),
    ).toEqual(["-", "script d-7QK2", "script d-7QK2"]);
  });

  it("found by the group that one is about, and not by one that both merely mention", () => {
    const evidence = [makeEvidence("asg-1", "autoscaling-groups")];
    expect(
      linked(makeFinding("script", deployment("d-1"), { evidence }), makeFinding("loop", group("asg-1"))),
    ).toEqual(["-", "script d-1"]);
    expect(
      linked(
        makeFinding("script", deployment("d-1"), { evidence }),
        makeFinding("constraints", deployment("d-2"), { evidence }),
      ),
    ).toEqual(["-", "-"]);
  });

  it("found by a target group's ARN, and not by what all ARNs begin with", () => {
    const arn = (name: string) => `arn:aws:elb:us-east-1:1:targetgroup/${name}/0a`;
    const evidence = [makeEvidence(`${arn("tg-1")}/${a}:80@z`)];
    const about = (name: string): Subject => ({ kind: "target-group", id: arn(name) });
    expect(
      linked(makeFinding("ghost", about("tg-1")), makeFinding("wait", instance(b), { evidence })),
    ).toEqual(["-", `ghost ${arn("tg-1")}`]);
    expect(
      linked(makeFinding("ghost", about("tg-2")), makeFinding("wait", instance(b), { evidence })),
    ).toEqual(["-", "-"]);
  });

  it("found by a hook, and not by the group that the hook is on", () => {
    const hook: Subject = { kind: "lifecycle-hook", id: "asg-1/hook-1" };
    const named = { evidence: [makeEvidence("asg-1/hook-1", "autoscaling-hooks")] };
    expect(linked(makeFinding("ghost", hook), makeFinding("wait", instance(a), named))).toEqual([
      "-",
      "ghost asg-1/hook-1",
    ]);
    const other = { evidence: [makeEvidence("asg-1/hook-2", "autoscaling-hooks")] };
    expect(linked(makeFinding("ghost", hook), makeFinding("wait", instance(a), other))).toEqual(["-", "-"]);
  });

  it("never by the deployment group alone, which all have in common", () => {
    const evidence = [makeEvidence("api/prod-api", "codedeploy-group")];
    const about: Subject = { kind: "deployment-group", id: "api/prod-api" };
    expect(
      linked(makeFinding("ghost", about, { evidence }), makeFinding("wait", instance(a), { evidence })),
    ).toEqual(["-", "-"]);
  });

  it("never where one of them cannot tell", () => {
    const unsure = { verdict: "cannot-tell" } as const;
    expect(linked(makeFinding("race", instance(a), unsure), makeFinding("ghost", instance(a)))).toEqual([
      "-",
      "-",
    ]);
    expect(linked(makeFinding("race", instance(a)), makeFinding("ghost", instance(a), unsure))).toEqual([
      "-",
      "-",
    ]);
  });
});

describe("of several causes", () => {
  const target = makeFinding("loop", group("asg-1"), { evidence: [makeEvidence(a), makeEvidence("d-1")] });
  const ghost = (value: Partial<Finding>) => makeFinding("ghost", instance(a), value);
  const script = (value: Partial<Finding>) => makeFinding("script", deployment("d-1"), value);

  it("the gravest counts, then the surest, then the first", () => {
    expect(linked(ghost({ severity: "info" }), script({}), target)[2]).toBe("script d-1");
    expect(linked(ghost({ verdict: "suspected" }), script({ verdict: "corroborated" }), target)[2]).toBe(
      "script d-1",
    );
    expect(linked(ghost({}), script({}), target)[2]).toBe(`ghost ${a}`);
  });

  it("the direct one counts, though its own cause may lead here too", () => {
    const wait = makeFinding("wait", instance(a), { severity: "info", verdict: "suspected" });
    const chain = [makeRule("ghost", ["wait", "loop"]), makeRule("wait", ["loop"]), makeRule("loop")];
    const findings = linkCauses([ghost({ severity: "critical" }), wait, target], chain);
    expect(findings.map(({ causedBy }) => causedBy?.rule)).toEqual([undefined, "ghost", "wait"]);
  });
});

it("two rules that lead to each other make no circle", () => {
  const evidence = [makeEvidence(a)];
  expect(linked(makeFinding("wait", instance(a)), makeFinding("loop", group("asg-1"), { evidence }))).toEqual(
    ["loop asg-1", "-"],
  );
});

it("two findings of one rule about one subject count as one, and none gets lost", () => {
  const twice = [makeFinding("wait", instance(a)), makeFinding("wait", instance(a), { summary: "again" })];
  const loop = makeFinding("loop", group("asg-1"), { evidence: [makeEvidence(a)] });
  const findings = orderByCause(linkCauses([...twice, loop], rules));
  expect(findings.map(({ rule, summary }) => `${rule} ${summary}`)).toEqual([
    "loop loop",
    "wait wait",
    "wait again",
  ]);
});

describe("the order of reading", () => {
  const evidence = [makeEvidence(a)];
  const critical = { severity: "critical", evidence } as const;
  const order = (...findings: readonly Finding[]) =>
    orderByCause(linkCauses(findings, rules)).map(({ rule }) => rule);

  it("puts a cause before what follows from it, even where that is graver", () => {
    expect(
      order(
        makeFinding("loop", group("asg-1"), critical),
        makeFinding("ghost", instance(a)),
        makeFinding("race", instance(a), { severity: "info" }),
      ),
    ).toEqual(["race", "ghost", "loop"]);
  });

  it("gives a cause the place of the gravest that follows from it", () => {
    expect(
      order(
        makeFinding("loop", group("asg-1"), critical),
        makeFinding("other", instance(b)),
        makeFinding("ghost", instance(a), { severity: "info" }),
      ),
    ).toEqual(["ghost", "loop", "other"]);
  });

  it("keeps what is not linked as it was, what cannot be told last", () => {
    const unsure = makeFinding("ghost", group("x"), { verdict: "cannot-tell" });
    expect(order(makeFinding("b", instance(a)), makeFinding("a", instance(b)), unsure)).toEqual([
      "b",
      "a",
      "ghost",
    ]);
  });

  it("keeps a finding whose cause is not among those given", () => {
    const causedBy = { rule: "gone", subject: instance(a) };
    expect(orderByCause([makeFinding("wait", instance(a), { causedBy })])).toHaveLength(1);
  });
});
