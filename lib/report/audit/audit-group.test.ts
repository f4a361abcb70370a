import { describe, expect, it } from "vitest";
import type { SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { auditGroup } from "#lib/report/audit/audit-group.ts";
import { auditedRules } from "#lib/report/audit/audited-rules.ts";
import type { AuditRow } from "#lib/report/schema.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import {
  makeAutoScalingGroup,
  makeDeploymentGroup,
  makeFacts,
  makeHook,
  makeRegionGroup,
  makeSourceState,
  minutesAgo,
  secondsAgo,
  sourceOf,
  testHookName,
  testNow,
  testScope,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts } from "#lib/testing/incident-facts.ts";

const kinds = Object.keys(makeFacts());
const kindsOf = (id: string) => kinds.filter((kind) => sourceOf(kind) === id);
const needed = [...new Set(auditedRules.flatMap(({ needs }) => needs))];
const leftover = "CodeDeploy-managed-automatic-launch-deployment-hook-old-api-0f1e2d3c";
const longAgo = { since: minutesAgo(300) };

const denied: Failure = {
  kind: "denied",
  operation: "autoscaling:DescribeLifecycleHooks",
  code: "AccessDenied",
  message: "not authorized",
  missingAction: "autoscaling:DescribeLifecycleHooks",
};

type States = Partial<Record<SourceId, Partial<SourceState>>>;

function audit(parts: Partial<AllFacts> = {}, states: States = {}): readonly AuditRow[] {
  const sources = needed.map((id) => makeSourceState(id, states[id]));
  const facts = makeHealthyFacts(parts);
  return auditGroup({ scope: testScope, now: testNow, facts, sources, kindsOf }).rows.map(({ row }) => row);
}

const isForeign = ({ hook }: AuditRow) => hook?.owner === "foreign";
const isUntold = ({ verdict }: AuditRow) => verdict === "cannot-tell";

function pick(rows: readonly AuditRow[], rule: string): readonly AuditRow[] {
  return rows.filter(
    ({ rules, verdict }) => verdict !== "cannot-tell" && rules.some(({ id }) => id === rule),
  );
}

describe("the audit of one deployment group", () => {
  it("a hook that the group names and that is there is one row in order", () => {
    const rows = audit();
    expect(rows).toMatchObject([
      {
        severity: "none",
        autoScalingGroup: "asg-prod-api",
        groups: [{ application: "api", group: "prod-api" }],
        hook: {
          name: testHookName,
          owner: "this-group",
          heartbeatTimeoutSeconds: 600,
          defaultResult: "ABANDON",
        },
        advice: [],
      },
    ]);
    expect(rows[0]?.evidence.map(({ operation }) => operation)).toEqual([
      "autoscaling:DescribeLifecycleHooks",
      "codedeploy:GetDeploymentGroup",
    ]);
  });

  it("a hook that nobody names is the rule's own finding, seen since its first reading", () => {
    const hook = makeHook({ name: leftover, notificationMetadata: "deleted-group-id" }, longAgo);
    const rows = audit({ "lifecycle-hook": [makeHook({}, longAgo), hook] });
    const [row] = pick(rows, "orphan-hook");
    expect(row).toMatchObject({ severity: "warning", autoScalingGroup: "asg-prod-api", since: null });
    expect(row?.seenSince).toBe(new Date(minutesAgo(300)).toISOString());
    expect(row?.advice.map(({ command }) => command)).toContainEqual(
      expect.stringContaining(`delete-lifecycle-hook --lifecycle-hook-name ${leftover}`),
    );
    expect(rows.filter(({ what }) => what.includes(leftover))).toHaveLength(1);
  });

  it("a hook newer than the list of groups is not judged, and says so", () => {
    const young = makeHook({ name: leftover, notificationMetadata: "new-id" }, { since: testNow });
    const rows = audit({
      "lifecycle-hook": [makeHook({}, longAgo), young],
      "region-group": [makeRegionGroup({}, { since: minutesAgo(300), lastSeen: minutesAgo(30) })],
    });
    expect(rows.find(({ hook }) => hook?.name === leftover)).toMatchObject({
      severity: "unknown",
      what: expect.stringContaining("not judged yet"),
    });
  });

  it("a named hook that is not there is missing", () => {
    expect(pick(audit({ "lifecycle-hook": [] }), "hook-missing")).toMatchObject([
      { severity: "warning", autoScalingGroup: "asg-prod-api" },
    ]);
  });

  it("hooks of this group under another name are a mismatch, told once", () => {
    const rows = audit({ "lifecycle-hook": [makeHook({ name: `${testHookName}-2` }, longAgo)] });
    expect(pick(rows, "hook-name-mismatch")).toHaveLength(1);
    expect(rows.filter(({ hook }) => hook !== null)).toEqual([]);
  });

  it.each([
    ["launch", "autoscaling:EC2_INSTANCE_LAUNCHING", "info"],
    ["termination", "autoscaling:EC2_INSTANCE_TERMINATING", "none"],
  ])("a foreign %s hook is listed with its heartbeat and default result", (word, transition, severity) => {
    const foreign = makeHook(
      {
        name: "warm-cache",
        transition,
        heartbeatTimeoutSeconds: 3600,
        defaultResult: "CONTINUE",
        notificationMetadata: undefined,
      },
      longAgo,
    );
    const row = audit({ "lifecycle-hook": [makeHook({}, longAgo), foreign] }).find(isForeign);
    expect(row).toMatchObject({
      severity,
      hook: { heartbeatTimeoutSeconds: 3600, defaultResult: "CONTINUE" },
    });
    expect(row?.what).toContain(`holds each ${word} 1 hour, or longer with heartbeats`);
    expect(row?.what).toContain("default result (CONTINUE)");
  });

  it("a foreign hook without heartbeat and default result says no more than that", () => {
    const foreign = makeHook({
      name: "warm-cache",
      heartbeatTimeoutSeconds: undefined,
      defaultResult: undefined,
      notificationMetadata: undefined,
    });
    const row = audit({ "lifecycle-hook": [makeHook({}, longAgo), foreign] }).find(isForeign);
    expect(row?.what).toMatch(/it holds each launch; then its default result applies\.$/);
  });

  it("several deployment groups on one Auto Scaling group are found, since the last of their hooks was first seen", () => {
    const name = "CodeDeploy-managed-automatic-launch-deployment-hook-web-1";
    const autoScalingGroups = [{ name: "asg-prod-api", hook: name }];
    const other = makeRegionGroup(
      { application: "web", name: "web", id: "web-id", autoScalingGroups },
      longAgo,
    );
    const rows = audit({
      "lifecycle-hook": [makeHook({}, longAgo), makeHook({ name }, { since: minutesAgo(90) })],
      "region-group": [makeRegionGroup({}, longAgo), other],
    });
    expect(pick(rows, "multiple-dg-one-asg")).toMatchObject([
      { autoScalingGroup: "asg-prod-api", since: null, seenSince: new Date(minutesAgo(90)).toISOString() },
    ]);
  });

  it("suspended processes come with the time that the reason names", () => {
    const reason = "User suspended at 2026-01-31T12:30:00Z";
    const group = makeAutoScalingGroup({ suspendedProcesses: [{ name: "Launch", reason }] }, longAgo);
    const rows = audit({ "auto-scaling-group": [group] });
    expect(pick(rows, "asg-processes-left-suspended")).toMatchObject([{ since: "2026-01-31T12:30:00.000Z" }]);
  });

  it("suspended processes that no rule objects to are listed all the same", () => {
    const reason = "User suspended at 2026-01-31T14:20:00Z";
    const group = makeAutoScalingGroup({ suspendedProcesses: [{ name: "AZRebalance", reason }] }, longAgo);
    const [running] = makeHealthyFacts().deployment;
    const deployment =
      running === undefined
        ? []
        : [{ ...running, value: { ...running.value, completeTime: secondsAgo(60) } }];
    const rows = audit({ "auto-scaling-group": [group], deployment });
    expect(rows.find(({ what }) => what.startsWith("Suspended"))).toMatchObject({
      severity: "info",
      what: `Suspended: AZRebalance: ${reason}.`,
      since: "2026-01-31T14:20:00.000Z",
    });
  });

  it("Auto Scaling's own process is nobody's suspension", () => {
    const own = { name: "RemoveFromLoadBalancerLowPriority" };
    expect(
      audit({ "auto-scaling-group": [makeAutoScalingGroup({ suspendedProcesses: [own] })] }),
    ).toHaveLength(1);
  });

  it("an Auto Scaling group that is named and not there is told", () => {
    const rows = audit({ "auto-scaling-group": [], member: [], "lifecycle-hook": [] });
    expect(rows.find(({ what }) => what.includes("gave no group of this name"))).toMatchObject({
      severity: "warning",
      autoScalingGroup: "asg-prod-api",
    });
  });

  it("an Auto Scaling group that could not be read is not called absent", () => {
    const rows = audit(
      { "auto-scaling-group": [], member: [] },
      { "autoscaling-groups": { status: "failed", readAt: undefined, failures: [denied] } },
    );
    expect(rows.some(({ what }) => what.includes("gave no group of this name"))).toBe(false);
  });

  it("a group that finds its instances by tags alone has nothing to check", () => {
    expect(audit({ "deployment-group": [makeDeploymentGroup({ autoScalingGroups: [] })] })).toEqual([]);
  });
});

describe("what the audit cannot tell", () => {
  it.each<[string, Partial<SourceState>, RegExp]>([
    [
      "failed",
      { status: "failed", failures: [denied] },
      /could not be read \(denied: autoscaling:DescribeLifecycleHooks\)/,
    ],
    ["waiting", { status: "waiting", readAt: undefined }, /has not been read yet/],
    ["partial", { status: "partial", failures: [denied] }, /only in part/],
    ["truncated", { truncated: true }, /not everything could be asked about or read/],
    ["unreadable rows", { droppedRows: 2 }, /2 rows could not be understood/],
    ["stale", { pace: "settings", readAt: minutesAgo(61) }, /was last read 1 hour 1 minute ago/],
  ])("hooks %s: a row for the Auto Scaling group, never silence", (_, state, why) => {
    const row = audit({ "lifecycle-hook": [] }, { "autoscaling-hooks": state }).find(isUntold);
    expect(row).toMatchObject({ severity: "unknown", autoScalingGroup: "asg-prod-api" });
    expect(row?.what).toMatch(why);
    expect(row?.rules.map(({ id }) => id)).toContain("orphan-hook");
  });

  it("hooks read an hour ago to the minute are still told", () => {
    const rows = audit({}, { "autoscaling-hooks": { pace: "settings", readAt: minutesAgo(60) } });
    expect(rows.some(isUntold)).toBe(false);
  });

  it("the failed call is the evidence, the remedy the advice", () => {
    const row = audit(
      { "lifecycle-hook": [] },
      { "autoscaling-hooks": { status: "failed", failures: [denied] } },
    )[0];
    expect(row?.evidence).toMatchObject([
      {
        operation: denied.operation,
        value: "AccessDenied: not authorized",
        readAt: new Date(testNow).toISOString(),
      },
    ]);
    expect(row?.advice[0]?.text).not.toBe("");
  });

  it("what was found in the part that could be read does not hide that it was a part", () => {
    const hook = makeHook({ name: leftover, notificationMetadata: "deleted-group-id" }, longAgo);
    const rows = audit(
      { "lifecycle-hook": [makeHook({}, longAgo), hook] },
      { "autoscaling-hooks": { status: "partial", failures: [denied] } },
    );
    expect(rows.map(({ severity }) => severity).sort()).toEqual(["none", "unknown", "warning"]);
  });

  it("each Auto Scaling group of the deployment group has its row", () => {
    const entries = [{ name: "asg-a" }, { name: "asg-b" }];
    const rows = audit(
      { "deployment-group": [makeDeploymentGroup({ autoScalingGroups: entries })], "lifecycle-hook": [] },
      {
        "autoscaling-hooks": { status: "failed", failures: [denied] },
        "autoscaling-groups": { status: "failed" },
      },
    );
    expect(rows.map(({ autoScalingGroup }) => autoScalingGroup)).toEqual(["asg-a", "asg-b"]);
  });

  it("a group of which nothing has been read is one short row", () => {
    const facts = makeFacts({ "region-group": [makeRegionGroup()] });
    const sources = [makeSourceState("codedeploy-inventory")];
    const { rows } = auditGroup({ scope: testScope, now: testNow, facts, sources, kindsOf });
    const what = "Cannot tell: the deployment group has not been read yet.";
    expect(rows.map(({ row }) => row.what)).toEqual([what]);
  });

  it("a list of groups that could not be read is not repeated for each group", () => {
    const unlisted: States = { "codedeploy-inventory": { status: "failed", failures: [denied] } };
    const rows = audit({ "region-group": [] }, unlisted);
    expect(rows.map(({ severity }) => severity)).toEqual(["none"]);
  });

  it("a hook that no known group names is nobody's only where all groups are known", () => {
    const hook = makeHook({ name: leftover, notificationMetadata: "x" }, longAgo);
    const rows = audit(
      { "lifecycle-hook": [hook] },
      { "codedeploy-inventory": { status: "failed", failures: [denied] } },
    );
    expect(rows.find((row) => row.hook?.name === leftover)).toMatchObject({
      severity: "unknown",
      hook: { owner: "unknown" },
    });
  });
});
