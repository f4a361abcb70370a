import { describe, expect, it } from "vitest";
import { instanceStatusImpaired } from "#lib/rules/agent/instance-status-impaired.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeInstance, makeInstanceStatus, makeMember, minutesAgo } from "#lib/testing/facts.ts";

function check(parts: Partial<AllFacts>) {
  return checkRule(instanceStatusImpaired, { instance: [makeInstance()], member: [makeMember()], ...parts });
}

describe("instance-status-impaired", () => {
  it.each([
    ["InstanceStatus.Status", { instanceStatus: "impaired" }],
    ["SystemStatus.Status", { systemStatus: "impaired" }],
    ["AttachedEbsStatus.Status", { ebsStatus: "impaired" }],
  ])("%s that is impaired is proved, since it was first read so", (field, status) => {
    const [finding, ...others] = check({ "instance-status": [makeInstanceStatus(status)] });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "proved",
      since: minutesAgo(10),
    });
    expect(finding?.summary).toContain(idA);
    expect(finding?.evidence[0]).toMatchObject({ field, value: "impaired" });
  });

  it.each(["ok", "initializing", "insufficient-data", "not-applicable", "something-new"])(
    "%s is not meant",
    (said) => {
      const status = makeInstanceStatus({ instanceStatus: said, systemStatus: said, ebsStatus: said });
      expect(check({ "instance-status": [status] })).toEqual([]);
    },
  );

  it.each(["shutting-down", "terminated", "stopped"])("nobody is warned of one that is %s since", (state) => {
    const status = makeInstanceStatus({ instanceStatus: "impaired" });
    expect(check({ instance: [makeInstance({ state })], "instance-status": [status] })).toEqual([]);
  });

  it("the members of one group are one finding; one in no group stands for itself", () => {
    const impaired = [idA, idB].map((id) => makeInstanceStatus({ id, instanceStatus: "impaired" }));
    const instance = [makeInstance(), makeInstance({ id: idB })];
    const member = [makeMember(), makeMember({ instanceId: idB })];
    expect(check({ instance, member, "instance-status": impaired })).toHaveLength(1);
    expect(check({ instance, member: [], "instance-status": impaired })).toMatchObject([
      { subject: { kind: "instance", id: idA } },
      { subject: { kind: "instance", id: idB } },
    ]);
  });

  it("holds in a partial reading too", () => {
    const parts = {
      instance: [makeInstance()],
      "instance-status": [makeInstanceStatus({ systemStatus: "impaired" })],
    };
    expect(checkRule(instanceStatusImpaired, parts, { partial: ["ec2-instance-status"] })).toHaveLength(1);
  });
});
