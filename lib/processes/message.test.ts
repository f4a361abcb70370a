import { describe, expect, it } from "vitest";
import { parsePayload, toPayloads } from "#lib/processes/message.ts";
import type { Message } from "#lib/processes/processes.ts";

const read = (part: string): Message => ({ kind: "read", part, at: 1_772_632_800_000, changed: true });

describe("messages on the wire", () => {
  it("many become few payloads below PostgreSQL's limit, and all arrive", () => {
    const messages = Array.from({ length: 500 }, (_, index) =>
      read(`123456789012/eu-central-1/äpp-${index}`),
    );
    const payloads = toPayloads(messages);
    expect(payloads.length).toBeLessThan(10);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    expect(payloads.flatMap((payload) => parsePayload(payload).messages)).toEqual(messages);
  });

  it("the same twice in a batch goes once", () => {
    expect(toPayloads([read("a"), read("a")]).map(parsePayload)).toEqual([
      { messages: [read("a")], ignored: 0 },
    ]);
  });

  it.each([
    { length: 7_899, fits: true },
    { length: 7_900, fits: false },
  ])("a message that takes $length bytes with its comma fits: $fits", ({ length, fits }) => {
    const empty = JSON.stringify(read("")).length + 1;
    const [payload] = toPayloads([read("x".repeat(length - empty))]);
    expect(payload !== undefined).toBe(fits);
    expect(Buffer.byteLength(payload ?? "")).toBeLessThan(8_000);
  });

  it.each([
    { payload: "not json", messages: [], ignored: 1 },
    { payload: '{"kind":"watch","part":"a"}', messages: [], ignored: 1 },
    { payload: '[{"kind":"dance","part":"a"},{"kind":"watch","part":"b"}]', messages: ["b"], ignored: 1 },
    { payload: '[{"kind":"read","part":"a","at":"today","changed":true}]', messages: [], ignored: 1 },
    { payload: "[]", messages: [], ignored: 0 },
  ])("what is not known is counted and ignored: $payload", ({ payload, messages, ignored }) => {
    const parsed = parsePayload(payload);
    expect(parsed.messages.map(({ part }) => part)).toEqual(messages);
    expect(parsed.ignored).toBe(ignored);
  });
});
