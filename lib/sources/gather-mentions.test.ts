import { describe, expect, it } from "vitest";
import {
  fail,
  gatherMade,
  makeFact,
  makeSource,
  type SourceContext,
  sayNothing,
  testFailure,
} from "#lib/sources/testing/make-source.ts";

describe("mentions", () => {
  const id = "i-0a11aaaaaaaaaaaaa";
  const listen = async (context: SourceContext) => {
    for await (const ids of context.mentioned(10)) context.emit(makeFact("listener", "ids", ids));
  };

  it("a listener gets what every mentioning source mentions", async () => {
    const readings = await gatherMade([
      makeSource("listener", listen),
      makeSource("a", async (context) => context.mention([id]), { mentions: true }),
      makeSource("b", async (context) => context.mention([id, "i-0b22bbbbbbbbbbbbb"]), { mentions: true }),
    ]);
    expect(readings.listener?.facts[0]?.value).toEqual([id, "i-0b22bbbbbbbbbbbbb"]);
    expect(readings.listener?.truncated).toBe(false);
  });

  it("a mentioning source that fails ends its mentions: the listener is not left waiting, but proves no absence", async () => {
    const readings = await gatherMade([
      makeSource("listener", listen),
      makeSource("a", fail, { mentions: true }),
      makeSource("b", async (context) => context.mention([id]), { mentions: true }),
    ]);
    expect(readings.listener).toMatchObject({ facts: [{ value: [id] }], failures: [], truncated: true });
  });

  it("what fails after a source said it mentioned all takes nothing from the listener", async () => {
    const readings = await gatherMade([
      makeSource("listener", listen),
      makeSource(
        "a",
        async (context) => {
          context.mention([id]);
          context.mentionedAll();
          context.fail(testFailure);
        },
        { mentions: true },
      ),
    ]);
    expect(readings.listener).toMatchObject({ failures: [], truncated: false });
  });

  it("a mentioning source that throws does not leave the listener waiting, but it proves no absence", async () => {
    const { listener } = await gatherMade([
      makeSource("listener", listen),
      makeSource("a", () => Promise.reject(new Error("bug")), { mentions: true }),
    ]);
    expect(listener).toMatchObject({ failures: [{ kind: "defect", operation: "a" }], truncated: true });
  });

  it.each([
    { name: "waits for the listener", after: ["listener"] },
    { name: "waits for one that waits for the listener", after: ["between"] },
  ])("a mentioning source that $name is refused, not waited for", async ({ after }) => {
    const sources = [
      makeSource("listener", listen),
      makeSource("between", sayNothing, { after: ["listener"] }),
      makeSource("a", sayNothing, { after, mentions: true }),
    ];
    const { listener } = await gatherMade(sources);
    expect(listener?.failures[0]?.message).toContain("listener would wait for the mentions of a");
  });

  it("a listener that mentions is refused", async () => {
    const { listener } = await gatherMade([makeSource("listener", listen, { mentions: true })]);
    expect(listener?.failures[0]?.message).toContain("would wait for the mentions of listener");
  });
});
