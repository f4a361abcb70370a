import { describe, expect, it } from "vitest";
import { agentCannotReachEndpoint } from "#lib/rules/agent/agent-cannot-reach-endpoint.ts";
import { agentClockSkew } from "#lib/rules/agent/agent-clock-skew.ts";
import { agentDiskOrMemoryExhausted } from "#lib/rules/agent/agent-disk-or-memory-exhausted.ts";
import { instanceProfileInsufficient } from "#lib/rules/agent/instance-profile-insufficient.ts";
import type { Rule } from "#lib/rules/rule.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeDeployment, makeDeploymentTarget, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const texts: readonly [Rule, string][] = [
  [agentCannotReachEndpoint, "Cannot reach InstanceService: Aws::CodeDeployCommand::Errors"],
  [agentClockSkew, "InvalidSignatureException - Signature expired: 20260131T130000Z"],
  [agentDiskOrMemoryExhausted, "tar: write error: No space left on device"],
  [instanceProfileInsufficient, "Aws::S3::Errors::AccessDenied - Access Denied"],
];

function makeTold(text: string) {
  const diagnostics = { errorCode: "UnknownError", scriptName: "", message: text, logTail: "" };
  return makeFailedEvent({ name: "DownloadBundle", diagnostics });
}

describe.each(texts)("$id", (rule, text) => {
  const target = makeFailedTarget(makeTold(text));
  const check = (parts: Parameters<typeof checkRule>[1], options?: Parameters<typeof checkRule>[2]) =>
    checkRule(rule, parts, options);

  it("quotes the line that says it, under the deployment it was said in", () => {
    const findings = check({ deployment: [makeFailedDeployment()], "deployment-target": [target] });
    expect(findings).toMatchObject([
      { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, severity: "warning", since: minutesAgo(5) },
    ]);
    expect(findings[0]?.summary).toContain(`“${text}”`);
    expect(findings[0]?.summary).toContain(idA);
    expect(findings[0]?.evidence.map(({ value }) => value)).toContain(text);
  });

  it("is silent where the text says something else", () => {
    const other = makeFailedTarget(makeTold("Something else went wrong"));
    expect(check({ deployment: [makeFailedDeployment()], "deployment-target": [other] })).toEqual([]);
  });

  it("is silent where the event succeeded all the same", () => {
    const fine = makeDeploymentTarget({
      status: "Succeeded",
      events: [{ ...makeTold(text), status: "Succeeded" }],
    });
    expect(check({ deployment: [makeFailedDeployment()], "deployment-target": [fine] })).toEqual([]);
  });

  it("is history once a later deployment of the group succeeded", () => {
    const later = makeDeployment({ id: "d-NEW", status: "Succeeded", createTime: minutesAgo(4) });
    const parts = { deployment: [makeFailedDeployment(), later], "deployment-target": [target] };
    expect(check(parts)).toEqual([]);
  });

  it("is history once a later deployment got through on the instance, whatever it did elsewhere", () => {
    const later = makeFailedDeployment({ id: "d-NEW", createTime: minutesAgo(4) });
    const worked = (targetId: string) =>
      makeDeploymentTarget({ deploymentId: "d-NEW", targetId, status: "Succeeded", events: [] });
    const deployment = [makeFailedDeployment(), later];
    expect(check({ deployment, "deployment-target": [target, worked(idA)] })).toEqual([]);
    expect(check({ deployment, "deployment-target": [target, worked(idB)] })).toHaveLength(1);
  });

  it.each([
    ["at a day", 24 * 60, "warning"],
    ["past a day", 24 * 60 + 1, "info"],
  ])("%s it is a %s", (_, minutes, severity) => {
    const old = makeFailedTarget({ ...makeTold(text), endTime: minutesAgo(minutes) });
    const deployment = [makeFailedDeployment({ createTime: minutesAgo(minutes + 10) })];
    expect(check({ deployment, "deployment-target": [old] })).toMatchObject([{ severity }]);
  });

  it("is told once for many instances and deployments, the newest first", () => {
    const newer = makeFailedDeployment({ id: "d-NEW", createTime: minutesAgo(8) });
    const again = makeFailedTarget(makeTold(text), { deploymentId: "d-NEW", targetId: idB });
    const parts = { deployment: [makeFailedDeployment(), newer], "deployment-target": [target, again] };
    const findings = check(parts);
    expect(findings).toMatchObject([{ subject: { id: "d-NEW" } }]);
    expect(findings[0]?.summary).toContain(`${idB} and ${idA}`);
    expect(findings[0]?.summary).toContain("1 earlier deployment");
  });

  it("holds in a partial reading too", () => {
    const parts = { deployment: [makeFailedDeployment()], "deployment-target": [target] };
    expect(check(parts, { partial: ["codedeploy-targets"] })).toHaveLength(1);
  });
});
