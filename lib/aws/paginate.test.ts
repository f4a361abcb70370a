import { describe, expect, it } from "vitest";
import type { Call } from "#lib/aws/operation.ts";
import { describeInstances, describeTargetGroups, listApplications } from "#lib/aws/operations.ts";
import { fetchPages, nextByLowerToken, nextByMarker, nextByToken } from "#lib/aws/paginate.ts";
import { readAt } from "#lib/aws/testing/canned-account.ts";
import type { Failure } from "#lib/domain/failure.ts";

const failure: Failure = { kind: "server", operation: "x", code: "InternalFailure", message: "said AWS" };

/** Answers with the outputs in turn, then fails; keeps the inputs. */
function makeCall(outputs: readonly object[]) {
  const inputs: unknown[] = [];
  const answer = async (_operation: unknown, input: unknown) => {
    inputs.push(input);
    const output = outputs[inputs.length - 1];
    return output === undefined ? { ok: false, failure } : { ok: true, output, readAt };
  };
  // The outputs are what the operation of each test gives.
  return { call: answer as Call, inputs };
}

describe("fetchPages", () => {
  it("follows CodeDeploy's token and keeps the rest of the input", async () => {
    const { call, inputs } = makeCall([{ applications: ["a"], nextToken: "t" }, { applications: ["b"] }]);
    const result = await fetchPages(call, listApplications, {}, { next: nextByLowerToken, maxPages: 9 });
    expect(result).toMatchObject({
      ok: true,
      truncated: false,
      pages: [{ readAt }, { output: { applications: ["b"] } }],
    });
    expect(inputs).toEqual([{}, { nextToken: "t" }]);
  });

  it("follows EC2's token", async () => {
    const { call, inputs } = makeCall([{ NextToken: "t" }, {}]);
    await fetchPages(call, describeInstances, { MaxResults: 5 }, { next: nextByToken, maxPages: 9 });
    expect(inputs).toEqual([{ MaxResults: 5 }, { MaxResults: 5, NextToken: "t" }]);
  });

  it("follows Elastic Load Balancing's marker", async () => {
    const { call, inputs } = makeCall([{ NextMarker: "t" }, {}]);
    await fetchPages(call, describeTargetGroups, {}, { next: nextByMarker, maxPages: 9 });
    expect(inputs).toEqual([{}, { Marker: "t" }]);
  });

  it("ends at an empty token", async () => {
    const { call, inputs } = makeCall([{ nextToken: "" }]);
    const result = await fetchPages(call, listApplications, {}, { next: nextByLowerToken, maxPages: 9 });
    expect(result).toMatchObject({ ok: true, truncated: false });
    expect(inputs).toHaveLength(1);
  });

  it("does not read the same page for ever", async () => {
    const { call, inputs } = makeCall([{ nextToken: "t" }, { nextToken: "t" }, { nextToken: "t" }]);
    await fetchPages(call, listApplications, {}, { next: nextByLowerToken, maxPages: 9 });
    expect(inputs).toHaveLength(2);
  });

  it("fails where the first page fails", async () => {
    const { call } = makeCall([]);
    const result = await fetchPages(call, listApplications, {}, { next: nextByLowerToken, maxPages: 9 });
    expect(result).toEqual({ ok: false, failure });
  });

  it("is truncated, with the failure, where a later page fails", async () => {
    const { call } = makeCall([{ applications: ["a"], nextToken: "t" }]);
    const result = await fetchPages(call, listApplications, {}, { next: nextByLowerToken, maxPages: 9 });
    expect(result).toMatchObject({
      ok: true,
      truncated: true,
      failure,
      pages: [{ output: { applications: ["a"] } }],
    });
  });

  it.each([
    [1, true],
    [2, false],
  ])("two pages with a cap of %i: truncated is %s", async (maxPages, truncated) => {
    const { call, inputs } = makeCall([{ nextToken: "t" }, {}]);
    const result = await fetchPages(call, listApplications, {}, { next: nextByLowerToken, maxPages });
    expect(result).toMatchObject({ ok: true, truncated });
    expect(inputs).toHaveLength(maxPages);
  });
});
