import { describe, expect, it } from "vitest";
import { type Entry, toGroupEntries, toRuleEntry } from "#lib/report/find-entries.ts";
import { mostHitsPerKind, toFoundKinds } from "#lib/report/find-hits.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeTarget,
  makeTargetGroup,
  makeTerminated,
  makeUnlisted,
  testScope,
} from "#lib/testing/facts.ts";

const facts = makeFacts({
  instance: [makeInstance({ privateIp: "10.0.3.7", tags: { Name: "Api Blue" } })],
  member: [makeMember({ lifecycleState: "Pending:Wait" })],
  target: [makeTarget({ instanceId: idA })],
  deployment: [makeDeployment({ id: "d-7QK2ABCDE" })],
  "auto-scaling-group": [makeAutoScalingGroup()],
  "target-group": [makeTargetGroup()],
  "deployment-group": [makeDeploymentGroup()],
});
const rule = { id: "ghost-asg-member", title: "A ghost in the Auto Scaling group", area: "ghosts" };
const entries = [...toGroupEntries(testScope, facts), toRuleEntry(rule)];

function find(q: string, among: readonly Entry[] = entries): readonly string[] {
  return toFoundKinds(among, q).flatMap(({ kind, hits }) => hits.map(({ name }) => `${kind} ${name}`));
}

describe("is found", () => {
  it.each([
    ["an instance by its id", idA, `instance ${idA}`],
    ["by three characters of it", idA.slice(0, 4), `instance ${idA}`],
    ["by its end", idA.slice(-5), `instance ${idA}`],
    ["by its private address", "10.0.3.7", `instance ${idA}`],
    ["by its Name tag, in any case, word by word", "blue API", `instance ${idA}`],
    ["a deployment by the middle of its id, in any case", "7qk2", "deployment d-7QK2ABCDE"],
    ["a group by its name", "prod-api", "group api / prod-api"],
    ["a group by application and name", "api / prod-api", "group api / prod-api"],
    ["an Auto Scaling group", "asg-prod", "auto-scaling-group asg-prod-api"],
    ["a target group", "tg-prod", "target-group tg-prod-api"],
    ["a rule by its id", "ghost-asg-member", "rule A ghost in the Auto Scaling group"],
    ["a rule by its title", "ghost auto scaling", "rule A ghost in the Auto Scaling group"],
  ])("%s", (_, q, expected) => {
    expect(find(q)[0]).toBe(expected);
  });
});

describe("is not found", () => {
  it.each([
    ["nothing", ""],
    ["blanks", "   "],
    ["an id seen nowhere", "i-0ffffffffffffffff"],
    ["one word of two", "blue green"],
  ])("%s", (_, q) => {
    expect(find(q)).toEqual([]);
  });

  it("an id by two characters, though a name by one", () => {
    expect(find("i-").filter((hit) => hit.startsWith("instance"))).toEqual([]);
    expect(find("i-0").filter((hit) => hit.startsWith("instance"))).toHaveLength(1);
    expect(find("p").some((hit) => hit.startsWith("group"))).toBe(true);
  });
});

it("who is called so comes before who begins so, and both before who only holds it", () => {
  const named = (group: string) => toGroupEntries({ ...testScope, application: "shop", group }, makeFacts());
  const all = ["my-api", "api-2", "api", "other"].flatMap(named);
  expect(find("api", all)).toEqual(["group shop / api", "group shop / api-2", "group shop / my-api"]);
});

it("an Auto Scaling group comes before the instances that are tagged with its name", () => {
  const tagged = makeFacts({
    instance: [makeInstance({ tags: { Name: "asg-prod-api" } })],
    "auto-scaling-group": [makeAutoScalingGroup()],
  });
  expect(find("asg-prod-api", toGroupEntries(testScope, tagged))).toEqual([
    "auto-scaling-group asg-prod-api",
    `instance ${idA}`,
  ]);
});

it("many are counted, and some are named", () => {
  const rows = Array.from({ length: 50 }, (_, index) =>
    makeInstance({ id: `i-${String(index).padStart(17, "0")}` }),
  );
  const [kind] = toFoundKinds(toGroupEntries(testScope, makeFacts({ instance: rows })), "i-0");
  expect(kind).toMatchObject({ kind: "instance", total: 50 });
  expect(kind?.hits).toHaveLength(mostHitsPerKind);
});

describe("an instance says how it stands", () => {
  const toState = (parts: Parameters<typeof makeFacts>[0]) =>
    toGroupEntries(testScope, makeFacts(parts)).find(({ kind }) => kind === "instance")?.hit.state;
  it.each([
    ["running", { instance: [makeInstance()] }, { word: "running", tone: "good" }],
    [
      "running, held by a hook",
      { instance: [makeInstance()], member: [makeMember({ lifecycleState: "Pending:Wait" })] },
      { word: "running", tone: "waiting" },
    ],
    [
      "terminated, still a member",
      { instance: [makeTerminated()], member: [makeMember()] },
      { word: "terminated", tone: "gone" },
    ],
    ["forgotten by EC2", { instance: [makeUnlisted()] }, { word: "not listed by EC2", tone: "gone" }],
    ["EC2 not read", { member: [makeMember()] }, { word: "InService", tone: "good" }],
    ["only a deployment names it", { "deployment-target": [makeDeploymentTarget()] }, null],
  ] as const)("%s", (_, parts, state) => {
    expect(toState(parts)).toEqual(state);
  });
});

it("leads to its page inside its group, with where it belongs", () => {
  const hit = entries.find(({ kind }) => kind === "instance")?.hit;
  expect(hit?.path).toEqual([
    "groups",
    testScope.account,
    testScope.region,
    testScope.application,
    testScope.group,
    "instances",
    idA,
  ]);
  expect(hit?.detail).toBe("Api Blue · 10.0.3.7 · Pending:Wait in asg-prod-api · healthy in tg-prod-api");
});
