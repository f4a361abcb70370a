import { describe, expect, it } from "vitest";
import {
  filterRows,
  isFiltered,
  isTold,
  listPlaceChoices,
  listRelaxed,
  listRuleChoices,
  parseFleetFilter,
} from "#components/fleet/fleet-filter.ts";
import { makeRow } from "#components/fleet/testing/make-row.ts";

const ghost = {
  rule: "ghost-instance",
  title: "Ghost instance",
  verdict: "proved",
  severity: "critical",
  subject: { kind: "instance", id: "i-0a11f3b2" },
} as const;
const running = {
  id: "d-7QK2ABCDE",
  status: "InProgress",
  tone: "busy",
  open: true,
  creator: null,
  createdAt: null,
  completedAt: null,
  done: 0,
  total: 3,
} as const;

const rows = [
  makeRow("prod-api", { severity: "critical", findings: [ghost, ghost], deployment: running }),
  makeRow("staging-api", { deployment: { ...running, id: "d-DONE", open: false } }),
  makeRow("prod-web", {
    scope: { account: "444455556666", region: "eu-west-1", application: "web", group: "prod-web" },
  }),
];

const none: ReadonlySet<string> = new Set();

function namesFor(query: string, named = none): readonly string[] {
  return filterRows(rows, parseFleetFilter(new URLSearchParams(query)), named).map((row) => row.scope.group);
}

describe("the fleet filter", () => {
  it.each([
    ["", ["prod-api", "staging-api", "prod-web"]],
    ["q=PROD", ["prod-api", "prod-web"]],
    ["q=prod+api", ["prod-api"]],
    ["q=i-0a11", ["prod-api"]],
    ["q=d-7QK2", ["prod-api"]],
    ["severity=critical", ["prod-api"]],
    ["severity=none", ["staging-api", "prod-web"]],
    ["severity=nonsense", ["prod-api", "staging-api", "prod-web"]],
    ["rule=ghost-instance", ["prod-api"]],
    ["finding=ghost-instance", ["prod-api"]],
    ["rule=stuck-hook", []],
    ["place=444455556666%2Feu-west-1", ["prod-web"]],
    ["deploying=1", ["prod-api"]],
    ["deploying=0", ["prod-api", "staging-api", "prod-web"]],
    ["deploying=1&q=web", []],
  ])("?%s shows %j", (query, names) => {
    expect(namesFor(query)).toEqual(names);
  });
});

describe("what the server has found in a group", () => {
  const named = new Set(["444455556666/eu-west-1/web/prod-web"]);

  it.each([
    ["q=i-0healthy", ["prod-web"]],
    ["q=i-0healthy&severity=critical", []],
    ["q=staging", ["staging-api", "prod-web"]],
  ])("shows it, as far as the other filters let it: ?%s", (query, names) => {
    expect(namesFor(query, named)).toEqual(names);
  });

  it.each([
    ["i-0a11", true],
    ["prod API", true],
    ["", true],
    ["i-0healthy", false],
    ["prod-web d-7QK2", false],
  ])("is asked for where no row tells of it: “%s” is told: %s", (text, told) => {
    expect(isTold(rows, text)).toBe(told);
  });
});

it("a rule found twice in one group counts that group once", () => {
  expect(listRuleChoices(rows)).toEqual([{ value: "ghost-instance", label: "Ghost instance", count: 1 }]);
});

it("places are listed with their number of groups", () => {
  expect(listPlaceChoices(rows).map(({ value, count }) => [value, count])).toEqual([
    ["111122223333/us-east-1", 2],
    ["444455556666/eu-west-1", 1],
  ]);
});

describe("where no group matches", () => {
  const relaxed = (query: string) =>
    listRelaxed(rows, parseFleetFilter(new URLSearchParams(query)), none).map(({ names, label, count }) => [
      names.join(" "),
      label,
      count,
    ]);

  it.each([
    [
      "q=staging&severity=critical",
      [
        ["q", "text “staging”", 1],
        ["severity", "severity", 1],
      ],
    ],
    ["rule=stuck-hook", [["rule finding", "finding", 3]]],
    [
      "q=x&deploying=1",
      [
        ["q", "text “x”", 1],
        ["deploying", "running deployment", 0],
      ],
    ],
    ["place=9%2Fx", [["place", "account and region", 3]]],
    ["", []],
  ])("?%s: without each filter there were %j", (query, choices) => {
    expect(relaxed(query)).toEqual(choices);
  });
});

it.each([
  ["", false],
  ["at=2026-03-04T14%3A00%3A00Z&by=region", false],
  ["q=x", true],
  ["severity=none", true],
  ["rule=x", true],
  ["place=x", true],
  ["deploying=1", true],
])("?%s filters: %s", (query, filters) => {
  expect(isFiltered(parseFleetFilter(new URLSearchParams(query)))).toBe(filters);
});
