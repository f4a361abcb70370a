import { describe, expect, it } from "vitest";
import type { Member } from "#lib/domain/auto-scaling.ts";
import { showMembers } from "#lib/sources/show-members.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const instanceId = "i-0a11aaaaaaaaaaaaa";

function makeMember(value: Partial<Member>, seen: Seen) {
  const member: Member = { group: "asg-prod-api", instanceId, lifecycleState: "InService", ...value };
  return makeRevision("member", { entity: `asg-prod-api/${instanceId}`, value: member }, seen);
}

describe("members on the timeline", () => {
  it("are their lifecycle states, each from the reading that first saw it to the one that saw the next", () => {
    const items = showMembers(
      [
        makeMember({ lifecycleState: "Pending:Wait" }, { since: "14:00", lastSeen: "14:09", until: "14:10" }),
        makeMember(
          { lifecycleState: "InService", healthStatus: "Healthy" },
          { since: "14:10", lastSeen: "14:20" },
        ),
      ],
      at("14:20"),
    );
    const base = {
      kind: "span",
      instanceId,
      source: "source-under-test",
      track: "auto-scaling",
      certainty: "observed",
    };
    expect(items).toEqual([
      {
        ...base,
        state: "Pending:Wait",
        tone: "waiting",
        from: at("14:00"),
        to: at("14:10"),
        detail: "in asg-prod-api",
      },
      { ...base, state: "InService", tone: "good", from: at("14:10"), detail: "in asg-prod-api" },
    ]);
  });

  it.each([
    ["Healthy", "in asg-prod-api"],
    ["HEALTHY", "in asg-prod-api"],
    [undefined, "in asg-prod-api"],
    ["Unhealthy", "in asg-prod-api, health status Unhealthy"],
  ])("with the health status %s say: %s", (healthStatus, detail) => {
    const [item] = showMembers([makeMember({ healthStatus }, { since: "14:00" })], at("14:00"));
    expect(item?.detail).toBe(detail);
  });

  it("in a state AWS added later show it as it is", () => {
    const [item] = showMembers([makeMember({ lifecycleState: "Hovering" }, { since: "14:00" })], at("14:00"));
    expect(item).toMatchObject({ state: "Hovering", tone: "unknown" });
  });

  it("have a soft edge where their state changed, and none where only their health did", () => {
    const items = showMembers(
      [
        makeMember(
          { lifecycleState: "Pending:Wait" },
          { before: "13:59", since: "14:00", lastSeen: "14:09", until: "14:10" },
        ),
        makeMember({}, { before: "14:09", since: "14:10", lastSeen: "14:14", until: "14:15" }),
        makeMember({ healthStatus: "Unhealthy" }, { before: "14:14", since: "14:15", lastSeen: "14:20" }),
      ],
      at("14:20"),
    );
    expect(items.map((item) => item.kind === "span" && item.fromEarliest)).toEqual([
      at("13:59"),
      at("14:09"),
      undefined,
    ]);
  });
});
