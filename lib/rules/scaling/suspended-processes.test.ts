import { expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { toProcessText, toSuspendedProcesses } from "#lib/rules/scaling/suspended-processes.ts";
import { makeAutoScalingGroup } from "#lib/testing/facts.ts";

it.each([
  [{ name: "Launch" }, { name: "Launch", by: "somebody" }],
  [
    { name: "Launch", reason: "User suspended at 2026-01-31T10:00:00Z" },
    {
      name: "Launch",
      reason: "User suspended at 2026-01-31T10:00:00Z",
      at: toInstant(Date.UTC(2026, 0, 31, 10)),
      by: "somebody",
    },
  ],
  [
    { name: "Launch", reason: "Suspended at tea time" },
    { name: "Launch", reason: "Suspended at tea time", by: "somebody" },
  ],
  [
    { name: "Launch", reason: "administratively suspended" },
    { name: "Launch", reason: "administratively suspended", by: "aws" },
  ],
])("%j", (process, expected) => {
  expect(toSuspendedProcesses(makeAutoScalingGroup({ suspendedProcesses: [process] }))).toEqual([expected]);
});

it("Auto Scaling's own process is left out", () => {
  const suspendedProcesses = [{ name: "RemoveFromLoadBalancerLowPriority", reason: "User suspended" }];
  expect(toSuspendedProcesses(makeAutoScalingGroup({ suspendedProcesses }))).toEqual([]);
});

it("a process is shown with its reason, where there is one", () => {
  expect(toProcessText({ name: "Launch", by: "somebody" })).toBe("Launch");
  expect(toProcessText({ name: "Launch", reason: "why", by: "somebody" })).toBe("Launch: why");
});
