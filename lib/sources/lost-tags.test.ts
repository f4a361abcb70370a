import { describe, expect, it } from "vitest";
import type { Fact, Reading } from "#lib/domain/fact.ts";
import { ec2Instances } from "#lib/sources/ec2-instances.ts";
import { fakeReadAt } from "#lib/sources/testing/fake-call.ts";

type Rows = Readonly<
  Record<string, { readonly state?: string; readonly tags?: object; readonly listed?: false }>
>;

const role = { Role: "api" };

function toFacts(rows: Rows): readonly Fact[] {
  return Object.entries(rows).map(([id, { state = "running", tags = {}, listed }]) => ({
    kind: "instance",
    entity: id,
    value: listed === false ? { id, listed } : { id, listed: true, state, tags },
    operation: "ec2:DescribeInstances",
  }));
}

function suspect(before: Rows, after: Rows): string | undefined {
  const reading: Reading = {
    source: "ec2-instances",
    readAt: fakeReadAt,
    facts: toFacts(after),
    failures: [],
    dropped: [],
    truncated: false,
  };
  return ec2Instances.suspect?.(toFacts(before), reading);
}

describe("a reading of instances is suspect", () => {
  it("where all that had tags have none", () => {
    expect(suspect({ a: { tags: role }, b: { tags: role }, c: {} }, { a: {}, b: {}, c: {} })).toBe(
      "EC2 lists all 2 instances that had tags without any tag",
    );
  });

  it("though new instances have tags: they had none to lose", () => {
    const after = { a: {}, b: {}, new: { tags: role } };
    expect(suspect({ a: { tags: role }, b: { tags: role } }, after)).toBeDefined();
  });
});

describe("a reading of instances is believed", () => {
  const before = { a: { tags: role }, b: { tags: role } };

  it.each<{ name: string; before: Rows; after: Rows }>([
    { name: "one instance lost its tags", before: { a: { tags: role }, b: {} }, after: { a: {}, b: {} } },
    { name: "one of two kept its tags", before, after: { a: {}, b: { tags: role } } },
    { name: "nobody had tags", before: { a: {}, b: {} }, after: { a: {}, b: {} } },
    {
      name: "instances that ended lost their tags, as they do",
      before,
      after: { a: { state: "terminated" }, b: { state: "shutting-down" } },
    },
    { name: "EC2 has no rows any more", before, after: { a: { listed: false }, b: { listed: false } } },
    { name: "it names none of them", before, after: { c: {} } },
    { name: "nothing was known", before: {}, after: { a: {}, b: {} } },
  ])("where $name", ({ before: known, after }) => {
    expect(suspect(known, after)).toBeUndefined();
  });
});
