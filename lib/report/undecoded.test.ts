import { describe, expect, it } from "vitest";
import { toActivityViews } from "#lib/report/activities.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toUndecoded } from "#lib/report/undecoded.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { makeActivity, makeDeployment, makeFacts, makeInstance } from "#lib/testing/facts.ts";

function undecodedOf(facts: Partial<AllFacts>) {
  const index = indexFacts(makeFacts(facts));
  return toUndecoded(toActivityViews(index), index);
}

describe("toUndecoded", () => {
  it("counts nothing where every text is a known one", () => {
    expect(undecodedOf({ "scaling-activity": [makeActivity({ status: "Failed" })] })).toEqual({
      undecoded: 0,
      undecodedTexts: [],
    });
  });

  it("counts each text and lists equal ones once, the commonest first", () => {
    const activities = [
      makeActivity({ id: "1", cause: "The moon was full." }),
      makeActivity({ id: "2", cause: "The tide was out." }),
      makeActivity({ id: "3", cause: "The tide was out." }),
    ];
    expect(undecodedOf({ "scaling-activity": activities })).toEqual({
      undecoded: 3,
      undecodedTexts: [
        { what: "scaling activity", text: "The tide was out.", times: 2 },
        { what: "scaling activity", text: "The moon was full.", times: 1 },
      ],
    });
  });

  it("lists codes that it does not know, and none that it knows", () => {
    const { undecodedTexts } = undecodedOf({
      instance: [makeInstance({ stateReasonCode: "Client.Daydream" })],
      deployment: [
        makeDeployment({ id: "d-1", status: "Failed", errorCode: "NEW_CODE" }),
        makeDeployment({ id: "d-2", status: "Failed", errorCode: "TIMEOUT" }),
      ],
    });
    expect(undecodedTexts.map(({ what, text }) => [what, text])).toEqual([
      ["EC2 state reason", "Client.Daydream"],
      ["deployment error code", "NEW_CODE"],
    ]);
  });

  it("lists no more than a hundred, and counts all", () => {
    const activities = Array.from({ length: 120 }, (_, number) =>
      makeActivity({ id: String(number), cause: `Reason ${number}.` }),
    );
    const { undecoded, undecodedTexts } = undecodedOf({ "scaling-activity": activities });
    expect([undecoded, undecodedTexts.length]).toEqual([120, 100]);
  });
});
