import { describe, expect, it } from "vitest";
import { toAtOnceSentence } from "#components/deployment/at-once.ts";
import { findExitCode } from "#components/deployment/exit-code.ts";
import { toTargetsShown } from "#components/deployment/targets-shown.ts";
import { makeTarget } from "#components/deployment/testing/make-deployment-view.ts";
import type { DeploymentView, SourceView } from "#lib/report/schema.ts";

const noCounts = { pending: 0, inProgress: 0, succeeded: 0, failed: 0, skipped: 0, ready: 0 };

function makeSource(parts: Partial<SourceView> = {}): SourceView {
  return {
    id: "codedeploy-targets",
    title: "CodeDeploy: deployment targets",
    pace: "moving",
    status: "ok",
    readAt: null,
    triedAt: null,
    nextAt: null,
    blindSpots: [],
    failures: 0,
    droppedRows: 0,
    truncated: false,
    operations: [],
    ...parts,
  };
}

function show(succeeded: number | undefined, parts: Partial<DeploymentView> = {}, source = makeSource()) {
  const targets = ["i-1", "i-2", "i-3"].map((id) => makeTarget(id));
  const progress = succeeded === undefined ? null : { ...noCounts, succeeded };
  return toTargetsShown({ targets, progress, targetList: "complete", ...parts }, [source]);
}

describe("the targets that are shown", () => {
  it("are all of them where the counts agree", () => {
    expect(show(3)).toEqual({ shown: 3, counted: 3, gaps: [] });
  });

  it("are fewer than counted: how many are not shown is said, and that the list was cut", () => {
    const { gaps } = show(1000, { targetList: "not-complete" }, makeSource({ truncated: true }));
    expect(gaps).toEqual([
      "997 targets are not shown: the list of targets was not read to its end. The reading was cut short: there was more than one reading may ask for.",
    ]);
  });

  it("are fewer than counted though the list was read whole", () => {
    expect(show(4).gaps).toEqual([
      expect.stringMatching(/^1 target is not shown: the list .* does not name/),
    ]);
  });

  it("are more than counted: there is no counter for Unknown", () => {
    expect(show(2).gaps).toEqual([expect.stringContaining("come to 2, 1 fewer")]);
  });

  it("are not compared with counts that are all zero: CodeDeploy has not counted yet", () => {
    expect(show(0).gaps).toEqual([]);
  });

  it("include some by id alone, with the failure that hid their state", () => {
    const failure = {
      kind: "throttled",
      operation: "codedeploy:BatchGetDeploymentTargets",
      code: "Throttling",
      message: "Rate exceeded",
      remedy: "",
    };
    const targets = [makeTarget("i-1", { status: "not read" }), makeTarget("i-2")];
    expect(show(2, { targets }, makeSource({ failure })).gaps).toEqual([
      "1 target is shown by id alone: the state was not read. codedeploy:BatchGetDeploymentTargets: Rate exceeded",
    ]);
  });

  it("may not be all where the list was cut and the counts are reached", () => {
    expect(show(3, { targetList: "not-complete" }).gaps).toEqual([
      expect.stringContaining("there may be more"),
    ]);
  });

  it("cannot be compared where CodeDeploy gave no counts", () => {
    expect(show(undefined)).toMatchObject({
      counted: undefined,
      gaps: [expect.stringContaining("no counts")],
    });
  });

  it("of a report that does not say whether the list is whole are compared by the counts alone", () => {
    const { targetList: _, ...before } = {
      targets: [makeTarget("i-1")],
      progress: null,
      targetList: undefined,
    };
    expect(toTargetsShown({ ...before, progress: { ...noCounts, failed: 1 } }, []).gaps).toEqual([]);
  });
});

describe("how many at a time", () => {
  it.each<[string, string | null, DeploymentView["minimumHealthy"], RegExp]>([
    [
      "AWS's own words for its own",
      "CodeDeployDefault.OneAtATime",
      { type: "FLEET_PERCENT", value: 99 },
      /one instance at a time/,
    ],
    [
      "a count",
      "two",
      { type: "HOST_COUNT", value: 6 },
      /at least 6 healthy: of 8 targets, at most 2 at a time/,
    ],
    [
      "a percentage, rounded up",
      "most",
      { type: "FLEET_PERCENT", value: 70 },
      /70 % \(6 of 8\) healthy: .* at most 2/,
    ],
    ["nobody", "all", { type: "HOST_COUNT", value: 8 }, /none can be taken out of service/],
    ["a type AWS added since", "new", { type: "ZONE_SHARE", value: 3 }, /ZONE_SHARE 3/],
    ["a configuration that was not read", "other", undefined, /was not read/],
    ["none at all", null, undefined, /was not read/],
  ])("follows from %s", (_, configName, minimumHealthy, text) => {
    const config = minimumHealthy === undefined ? { configName } : { configName, minimumHealthy };
    expect(toAtOnceSentence(config, 8)).toMatch(text);
  });
});

describe("an exit code", () => {
  it.each([
    ["Script at specified location: a.sh run as user root failed with exit code 1", "1"],
    ["run failed with exit code 127", "127"],
    ["exited with status 2", "2"],
    ["exit 1", "1"],
    ["The script took 1 h", undefined],
    [null, undefined],
  ])("of %j is %s", (message, code) => {
    expect(findExitCode(message)).toBe(code);
  });
});
