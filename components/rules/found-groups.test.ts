import { describe, expect, it } from "vitest";
import { toFoundGroups } from "#components/rules/found-groups.ts";
import type { Fleet, GroupRow } from "#lib/report/schema.ts";

const rule = { id: "ghost", needs: ["ec2-instances", "autoscaling-groups"] };

type RowParts = { readonly rules?: readonly string[]; readonly ec2?: GroupRow["sources"][number]["status"] };

function makeRow({ rules = [], ec2 = "ok" }: RowParts): GroupRow {
  const source = { title: "", readAt: null };
  return {
    scope: { account: "1", region: "us-east-1", application: "api", group: "prod" },
    severity: "none",
    sentence: "",
    findings: rules.map((id) => ({
      rule: id,
      title: id,
      verdict: "proved",
      severity: "warning",
      subject: { kind: "instance", id: "i-1" },
    })),
    instances: { desired: 0, inService: 0, members: 0, known: true, ghosts: 0, ghostsKnown: true },
    targetHealth: { counts: {}, known: true },
    deployment: null,
    sources: [
      { ...source, id: "ec2-instances", status: ec2 },
      { ...source, id: "autoscaling-groups", status: "ok" },
      { ...source, id: "elb-target-health", status: "failed" },
    ],
  };
}

function makeFleet(groups: GroupRow[], groupsKnown = true): Fleet {
  const place = { account: "1", region: "us-east-1", groupsKnown, readAt: null, callsLastMinute: null };
  const at = "2026-01-31T12:00:00Z";
  return { at, mode: "now", historyTrouble: null, groups, trouble: [], places: [place] };
}

describe("toFoundGroups", () => {
  it("has the groups in which the rule finds something, and no others", () => {
    const [hit, miss] = [makeRow({ rules: ["other", "ghost"] }), makeRow({ rules: ["other"] })];
    expect(toFoundGroups(rule, makeFleet([hit, miss]))).toEqual({
      found: [hit],
      unsure: 0,
      listing: "complete",
    });
  });

  it.each(["failed", "waiting", "partial"] as const)(
    "a need that is %s is not taken for nothing found",
    (ec2) => {
      const rows = [makeRow({ ec2 }), makeRow({ ec2, rules: ["ghost"] }), makeRow({})];
      expect(toFoundGroups(rule, makeFleet(rows)).unsure).toBe(1);
    },
  );

  it("says where not all groups could be listed", () => {
    expect(toFoundGroups(rule, makeFleet([], false)).listing).toBe("incomplete");
  });
});
