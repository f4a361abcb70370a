import { describe, expect, it } from "vitest";
import { describeInstances } from "#lib/aws/operations.ts";
import { makeAsker } from "#lib/aws/testing/make-asker.ts";

describe("instances by a tag", () => {
  const search = (name: string, ...Values: string[]) => ({
    Filters: [{ Name: name, Values }],
    MaxResults: 1000,
  });
  const tagged = (id: string, Key: string, Value?: string) => ({
    Instances: [
      {
        InstanceId: id,
        Tags: [
          { Key: "Name", Value: "api" },
          { Key, Value },
        ],
      },
    ],
  });

  it("are split by its exact value", async () => {
    const all = [
      tagged("i-1", "role", "web"),
      tagged("i-2", "role", "Web"),
      tagged("i-3", "role", "api"),
      tagged("i-4", "role", "a*b?\\"),
      tagged("i-5", "role"),
      tagged("i-6", "Role", "web"),
    ];
    const { batching, asked } = makeAsker(() => ({ Reservations: all }));
    const values = [["web"], ["api", "web"], ["a\\*b\\?\\\\"], [""], ["none"]];
    const outcomes = await Promise.all(
      values.map((some) => batching(describeInstances, search("tag:role", ...some))),
    );
    expect(asked.map(({ input }) => input)).toEqual([
      search("tag:role", "", "a\\*b\\?\\\\", "api", "none", "web"),
    ]);
    const found = outcomes.map((outcome) =>
      outcome.ok ? outcome.output.Reservations?.map(({ Instances }) => Instances?.[0]?.InstanceId) : outcome,
    );
    expect(found).toEqual([["i-1"], ["i-3", "i-1"], ["i-4"], ["i-5"], []]);
  });

  it("keep their reservation, with those of its instances that match", async () => {
    const reservation = {
      ReservationId: "r-1",
      OwnerId: "1",
      Instances: [...tagged("i-1", "role", "web").Instances, ...tagged("i-2", "role", "api").Instances],
    };
    const { batching } = makeAsker(() => ({ Reservations: [reservation] }));
    const [web] = await Promise.all(
      ["web", "api"].map((value) => batching(describeInstances, search("tag:role", value))),
    );
    expect(web).toMatchObject({
      output: { Reservations: [{ OwnerId: "1", Instances: [{ InstanceId: "i-1" }] }] },
    });
  });

  it.each([
    { what: "different tags", asks: [search("tag:a", "x"), search("tag:b", "y")], calls: 2 },
    { what: "a wildcard", asks: [search("tag:a", "x*"), search("tag:a", "y")], calls: 2 },
    { what: "an escaped wildcard", asks: [search("tag:a", "x\\*"), search("tag:a", "y")], calls: 1 },
    {
      what: "a wildcard after a backslash",
      asks: [search("tag:a", "x\\\\*"), search("tag:a", "y")],
      calls: 2,
    },
  ])("with $what take $calls calls", async ({ asks, calls }) => {
    const { batching, asked } = makeAsker(() => ({ Reservations: [] }));
    await Promise.all(asks.map((input) => batching(describeInstances, input)));
    expect(asked).toHaveLength(calls);
  });
});
