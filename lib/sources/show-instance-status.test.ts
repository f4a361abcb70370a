import { expect, it } from "vitest";
import type { InstanceStatus } from "#lib/domain/ec2.ts";
import { showInstanceStatus } from "#lib/sources/show-instance-status.ts";
import { at, makeRevision } from "#lib/sources/testing/make-revision.ts";

const id = "i-0a11aaaaaaaaaaaaa";

function makeStatus(since: string, value: Partial<InstanceStatus>) {
  const status: InstanceStatus = { id, scheduledEvents: [], ...value };
  return makeRevision("instance-status", { entity: id, value: status }, { since });
}

it("passing, starting and unknown checks are no news", () => {
  const statuses = ["ok", "initializing", "insufficient-data", "not-applicable", "brand-new"];
  expect(
    showInstanceStatus(statuses.map((status) => makeStatus("14:00", { instanceStatus: status }))),
  ).toEqual([]);
});

it("a check that fails is marked when first seen, once while it goes on, and again when it comes back", () => {
  const marks = showInstanceStatus([
    makeStatus("14:00", { instanceStatus: "ok" }),
    makeStatus("14:01", { instanceStatus: "impaired" }),
    makeStatus("14:02", { instanceStatus: "impaired", scheduledEvents: ["system-reboot"] }),
    makeStatus("14:03", { instanceStatus: "ok" }),
    makeStatus("14:04", { systemStatus: "impaired", ebsStatus: "impaired" }),
  ]);
  expect(marks).toMatchObject([
    { kind: "mark", track: "ec2", tone: "bad", at: at("14:01"), detail: "instance impaired" },
    { at: at("14:04"), detail: "system impaired, EBS impaired" },
  ]);
  expect(marks).toHaveLength(2);
});
