import { describe, expect, it } from "vitest";
import { hourMs, toInstant } from "#lib/domain/time.ts";
import { makeReading } from "#lib/history/make-reading.ts";
import { createMemoryHistory } from "#lib/history/memory.ts";

const source = { title: "EC2: instances", pace: "moving", operations: ["ec2:DescribeInstances"] } as const;

const failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "",
} as const;

describe("history in memory", () => {
  it("answers for an instant what was known then, not what was learnt later", () => {
    const history = createMemoryHistory();
    history.append("part", makeReading(100, { a: "running" }), source);
    history.append("part", makeReading(200, { a: "terminated" }), source);
    const then = history.asOf("part", toInstant(150), toInstant(0));
    expect(then.revisions).toMatchObject([{ value: "running", lastSeen: 100 }]);
    expect(then.revisions[0]).not.toHaveProperty("until");
    expect(history.asOf("part", toInstant(200), toInstant(0)).revisions).toMatchObject([
      { value: "terminated" },
    ]);
  });

  it("the window also holds what ended inside it", () => {
    const history = createMemoryHistory();
    history.append("part", makeReading(100, { a: 1, b: 1 }), source);
    history.append("part", makeReading(200, { b: 1 }), source);
    const { revisions, window } = history.asOf("part", toInstant(300), toInstant(150));
    expect(revisions.map((revision) => revision.entity)).toEqual(["b"]);
    expect(window.map((revision) => revision.entity).sort()).toEqual(["a", "b"]);
    expect(history.asOf("part", toInstant(300), toInstant(200)).window.map((r) => r.entity)).toEqual(["b"]);
  });

  it("a failed reading keeps the last facts and the time they were read, and says it failed", () => {
    const history = createMemoryHistory();
    history.append("part", makeReading(100, { a: 1 }), source);
    history.append("part", makeReading(200, {}, { failures: [failure] }), source);
    const now = history.asOf("part", toInstant(300), toInstant(0));
    expect(now.revisions).toHaveLength(1);
    expect(now.sources).toMatchObject([{ status: "failed", readAt: 100, triedAt: 200, failures: [failure] }]);
    expect(history.asOf("part", toInstant(150), toInstant(0)).sources).toMatchObject([
      { status: "ok", readAt: 100 },
    ]);
  });

  it("facts beside a failure are a partial reading", () => {
    const history = createMemoryHistory();
    history.append("part", makeReading(100, { a: 1 }, { failures: [failure] }), source);
    expect(history.asOf("part", toInstant(100), toInstant(0)).sources).toMatchObject([{ status: "partial" }]);
  });

  it("forgets what ended longer ago than any page can show", () => {
    const history = createMemoryHistory();
    history.append("part", makeReading(1, { a: 1 }), source);
    history.append("part", makeReading(2, { b: 1 }), source);
    history.append("part", makeReading(9 * hourMs, { b: 1 }), source);
    const all = history.asOf("part", toInstant(9 * hourMs), toInstant(0)).window;
    expect(all.map((revision) => revision.entity)).toEqual(["b"]);
  });

  it("parts do not mix", () => {
    const history = createMemoryHistory();
    history.append("one", makeReading(1, { a: 1 }), source);
    expect(history.asOf("two", toInstant(5), toInstant(0))).toEqual({
      revisions: [],
      window: [],
      sources: [],
    });
    expect(history.firstReadAt("one")).toBe(1);
    expect(history.firstReadAt("two")).toBeUndefined();
  });
});
