import { describe, expect, it } from "vitest";
import { buildWiring } from "#components/wiring/build-wiring.ts";
import { mostUnfolded } from "#components/wiring/fold-instances.ts";
import { listTroubled, type Wiring } from "#components/wiring/wiring.ts";
import type { HookView, InstanceRow, Report } from "#lib/report/schema.ts";
import { makeIncidentReport } from "#lib/testing/sample-report.ts";

const report = makeIncidentReport();
const asg = "asg-prod-api";
const tg = "tg-prod-api";
const ghost = "i-0a11aaaaaaaaaaaaa";
const held = "i-0c33ccccccccccccc";
const well = "i-0d44ddddddddddddd";

function makeRow(parts: Partial<InstanceRow> = {}): InstanceRow {
  const row = report.instances.matching.find(({ instanceId }) => instanceId === well);
  if (row === undefined) throw new Error("the incident has no such instance");
  return { ...row, ...parts };
}

/** One healthy instance, nothing open, nothing found. */
function makeCalm(rows: readonly InstanceRow[] = [makeRow()], parts: Partial<Report> = {}): Report {
  return {
    ...report,
    findings: [],
    deployments: [],
    hooks: report.hooks.map((hook) => ({ ...hook, waits: [] })),
    instances: { matching: [...rows], deployable: [], targets: [], targetsOf: null },
    ...parts,
  };
}

function listSentences(wiring: Wiring): readonly string[] {
  return listTroubled(wiring).map(({ state, sentence }) => `${state}: ${sentence}`);
}

function setSource(id: string, status: "ok" | "failed"): Report["sources"] {
  return report.sources.map((source) => (source.id === id ? { ...source, status } : source));
}

describe("the incident", () => {
  const wiring = buildWiring(report);
  const sentences = listSentences(wiring);

  it("says that the deployment, the Auto Scaling group and the target group still hold the ghost", () => {
    expect(sentences.slice(0, 3)).toEqual([
      `broken: ${asg} still lists ${ghost} (A) as Detaching, and it is gone: EC2 says terminated.`,
      `broken: Deployment d-7QK2AAAAA waits for ${ghost} (A), and it is gone: EC2 says terminated.`,
      `broken: ${tg} still has ${ghost} (A) as draining, and it is gone: EC2 says terminated.`,
    ]);
  });

  it("leads to the held launch by way of the hook that holds it, and by no other", () => {
    const links = wiring.edges.filter(({ to }) => to === `instance:${held}`);
    expect(links.map(({ from, label }) => `${from.split(":")[0]} ${label}`)).toEqual([
      "hook holds",
      "deployment target, Pending",
    ]);
    expect(sentences.some((text) => text.startsWith("waiting: ") && text.includes(`holds ${held}`))).toBe(
      true,
    );
  });

  it("draws the ghost as gone, and the well ones as there", () => {
    const presence = Object.fromEntries(wiring.nodes.map((node) => [node.name, node.presence]));
    expect(presence[ghost]).toBe("gone");
    expect(presence[well]).toBe("there");
  });

  it("every link ends at something that is drawn, and no two things have one id", () => {
    const ids = wiring.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { from, to } of wiring.edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
  });
});

describe("a group in order has no broken link", () => {
  it.each([
    ["in service, healthy", makeRow()],
    [
      "matched by its tags alone",
      makeRow({ autoScaling: null, autoScalingGroup: null, because: ["tag Role=api"] }),
    ],
    ["on its way in, not registered yet", makeRow({ autoScaling: "Pending", targetHealth: [] })],
    ["in standby, not registered", makeRow({ autoScaling: "Standby", targetHealth: [] })],
  ])("%s", (_, row) => {
    expect(listSentences(buildWiring(makeCalm([row])))).toEqual([]);
  });
});

describe("broken links", () => {
  const otherHook: Partial<HookView> = { name: "CodeDeploy-old", owner: "orphan", waits: [] };
  const [hook] = makeCalm().hooks;
  if (hook === undefined) throw new Error("the incident has no hook");

  it.each([
    {
      name: "in service but not in the target group",
      calm: makeCalm([makeRow({ targetHealth: [] })]),
      says: `broken: ${well} (B) is in service in ${asg}, but not registered in ${tg}: it gets no traffic from it.`,
    },
    {
      name: "a hook that belongs to no group",
      calm: makeCalm([makeRow()], { hooks: [hook, { ...hook, ...otherHook }] }),
      says: `broken: The hook CodeDeploy-old of ${asg} belongs to no deployment group any more: whatever it holds waits until its heartbeat runs out.`,
    },
    {
      name: "another group's hook",
      calm: makeCalm([makeRow()], {
        hooks: [
          hook,
          { ...hook, name: "theirs", owner: "other-group", ownerText: "CodeDeploy's, for web / prod" },
        ],
      }),
      says: `waiting: The hook theirs of ${asg} is CodeDeploy's, for web / prod.`,
    },
    {
      name: "no launch hook at all",
      calm: makeCalm([makeRow()], { hooks: [] }),
      says: `broken: ${asg} has no launch hook of this deployment group: CodeDeploy does not hear of the instances it launches.`,
    },
    {
      name: "an Auto Scaling group that does not exist",
      calm: makeCalm([], { autoScalingGroups: [] }),
      says: `broken: The deployment group names ${asg}, but Auto Scaling has no group of that name.`,
    },
    {
      name: "a target group that does not exist",
      calm: makeCalm([], { targetGroups: [] }),
      says: `broken: The deployment group names ${tg}, but ELB has no target group of that name.`,
    },
    {
      name: "an unhealthy target",
      calm: makeCalm([
        makeRow({ targetHealth: [{ targetGroup: tg, state: "unhealthy", reason: "Target.Timeout" }] }),
      ]),
      says: `broken: ${tg} finds ${well} (B) unhealthy (Target.Timeout).`,
    },
    {
      name: "a ghost whose tags match",
      calm: makeCalm(
        [
          makeRow({
            ghost: true,
            ec2: "terminated",
            autoScalingGroup: null,
            because: ["tag Role=api"],
            targetHealth: [],
          }),
        ],
        { configuration: { ...report.configuration, tagRules: ["Role=api"] } },
      ),
      says: `broken: The tags of ${well} (B) still match, and it is gone: EC2 says terminated.`,
    },
  ])("$name", ({ calm, says }) => {
    expect(listSentences(buildWiring(calm))).toEqual([says]);
  });

  it("a target that nothing selects", () => {
    const stray = makeRow({ autoScaling: null, autoScalingGroup: null, because: ["target of d-7QK2AAAAA"] });
    const deployments = report.deployments.filter(({ id }) => id === "d-7QK2AAAAA");
    const instances = { matching: [], deployable: [], targets: [stray], targetsOf: "d-7QK2AAAAA" };
    const calm = makeCalm([], { instances, deployments });
    expect(listSentences(buildWiring(calm))).toEqual([
      `broken: ${well} (B) is a target of d-7QK2AAAAA, but no Auto Scaling group and no tag rule of the deployment group selects it.`,
    ]);
    const unread = { ...calm, sources: setSource("autoscaling-groups", "failed") };
    expect(listSentences(buildWiring(unread))).toEqual([]);
  });

  it("out of the traffic while a deployment works on it is no broken link", () => {
    const deployments = report.deployments.filter(({ id }) => id === "d-7QK2AAAAA");
    const [only, ...more] = listSentences(
      buildWiring(makeCalm([makeRow({ targetHealth: [] })], { deployments })),
    );
    expect(only).toContain("waiting: ");
    expect(only).toContain("while d-7QK2AAAAA is under way");
    expect(more).toEqual([]);
  });
});

describe("what could not be read breaks nothing", () => {
  it.each([
    ["elb-target-health", makeCalm([makeRow({ targetHealth: [] })])],
    ["elb-target-groups", makeCalm([], { targetGroups: [] })],
    ["autoscaling-hooks", makeCalm([makeRow()], { hooks: [] })],
    ["autoscaling-groups", makeCalm([], { autoScalingGroups: [] })],
  ])("%s", (source, calm) => {
    expect(listSentences(buildWiring(calm))).not.toEqual([]);
    const sources = setSource(source, "failed");
    expect(listSentences(buildWiring({ ...calm, sources }))).toEqual([]);
  });
});

describe("many instances", () => {
  const makeMany = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      makeRow({ instanceId: `i-${String(index).padStart(17, "0")}` }),
    );
  const listNames = (rows: readonly InstanceRow[]) =>
    buildWiring(makeCalm(rows))
      .nodes.filter(({ column }) => column === "instance")
      .map(({ name, state }) => `${name}: ${state}`);

  it(`up to ${mostUnfolded} each has its place`, () => {
    expect(listNames(makeMany(mostUnfolded))).toHaveLength(mostUnfolded);
  });

  it("one more, and those alike are one", () => {
    expect(listNames(makeMany(mostUnfolded + 1))).toEqual([
      `${mostUnfolded + 1} instances: InService, healthy`,
    ]);
  });

  it("who is in trouble stays alone, whatever the number", () => {
    const sick = makeRow({ targetHealth: [{ targetGroup: tg, state: "unhealthy", reason: null }] });
    expect(listNames([...makeMany(200), sick])).toEqual([
      `${well}: InService, unhealthy`,
      "200 instances: InService, healthy",
    ]);
  });

  it("two states make two", () => {
    const standing = makeMany(30).map((row, index) => ({
      ...row,
      instanceId: `i-1${String(index).padStart(16, "0")}`,
      autoScaling: "Standby",
      targetHealth: [],
    }));
    expect(listNames([...makeMany(30), ...standing])).toEqual([
      "30 instances: InService, healthy",
      "30 instances: Standby",
    ]);
  });

  it("a thousand sick ones are still counted, and every link is drawn once", () => {
    const sick = makeMany(1000).map((row) => ({
      ...row,
      targetHealth: [{ targetGroup: tg, state: "unhealthy", reason: null }],
    }));
    expect(listNames(sick).at(-1)).toBe("880 instances: InService, unhealthy");
    expect(listTroubled(buildWiring(makeCalm(sick))).at(-1)?.sentence).toContain("879 more are like it");
  });
});
