import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { toActivityWindow } from "#lib/sources/activity-window.ts";
import { fakeReadAt } from "#lib/sources/testing/fake-call.ts";

const now = fakeReadAt;

function ago(minutes: number): Instant {
  return addMs(now, -minutes * minuteMs);
}

/** An activity that began so many minutes ago; it is called after them. */
function make(minutes: number, status = "Successful"): Fact<"scaling-activity", ScalingActivity> {
  const id = `${minutes}`;
  const value = { id, group: "asg-prod-api", status, description: "", startTime: ago(minutes) };
  return { kind: "scaling-activity", entity: id, value, operation: "autoscaling:DescribeScalingActivities" };
}

type Case = {
  readonly name: string;
  readonly known: readonly Fact<"scaling-activity", ScalingActivity>[];
  /** Minutes ago. */
  readonly lastRead?: number;
  /** Where that reading did not include the group. */
  readonly unread?: true;
  readonly from: number;
  readonly repeated: readonly string[];
};

describe("activities are asked for", () => {
  it.each<Case>([
    { name: "back to six hours at first", known: [], from: 360, repeated: [] },
    {
      name: "back to ten minutes before the last complete reading",
      known: [make(60)],
      lastRead: 1,
      from: 11,
      repeated: ["60"],
    },
    {
      name: "back to six hours where the last reading was not complete",
      known: [make(60)],
      from: 360,
      repeated: [],
    },
    {
      name: "back to six hours where the last reading did not include the group",
      known: [],
      lastRead: 1,
      unread: true,
      from: 360,
      repeated: [],
    },
    {
      name: "back to ten minutes before the last reading where nothing happened in the group until then",
      known: [],
      lastRead: 1,
      from: 11,
      repeated: [],
    },
    {
      name: "back to six hours where the last reading is older than that",
      known: [make(500)],
      lastRead: 600,
      from: 360,
      repeated: [],
    },
    {
      name: "back to one that went on at the last reading, and with it all that began later",
      known: [make(60), make(40, "InProgress"), make(30)],
      lastRead: 1,
      from: 40,
      repeated: ["60"],
    },
    {
      name: "back to one that went on, though it began over six hours ago",
      known: [make(400, "MidLifecycleAction"), make(60)],
      lastRead: 1,
      from: 400,
      repeated: [],
    },
    {
      name: "no further than the last reading where the one that goes on is younger",
      known: [make(60), make(5, "InProgress")],
      lastRead: 1,
      from: 11,
      repeated: ["60"],
    },
    {
      name: "back to ten minutes ago where our clock went back since the last reading",
      known: [make(60)],
      lastRead: -30,
      from: 10,
      repeated: ["60"],
    },
    {
      name: "while those on this side of the overlap are stated again, and those on the other are asked for",
      known: [make(10), make(11), make(12)],
      lastRead: 1,
      from: 11,
      repeated: ["12"],
    },
    {
      name: "while those that left the six hours are not stated again",
      known: [make(359), make(360), make(361)],
      lastRead: 1,
      from: 11,
      repeated: ["359", "360"],
    },
  ])("$name", ({ known, lastRead, unread, from, repeated }) => {
    const lastReadAt = lastRead === undefined ? undefined : ago(lastRead);
    const wasRead = unread === undefined;
    const found = toActivityWindow(
      { known, wasRead },
      { now, ...(lastReadAt === undefined ? {} : { lastReadAt }) },
    );
    expect(found.from).toBe(ago(from));
    expect(found.repeated.map(({ entity }) => entity)).toEqual(repeated);
  });

  it("as far back as a deep reading looks, whatever was read before", () => {
    const known = [make(60), make(700, "InProgress")];
    const found = toActivityWindow({ known, wasRead: true }, { now, since: ago(60_000), lastReadAt: ago(1) });
    expect(found).toEqual({ from: ago(60_000), repeated: [] });
  });
});
