import { z } from "zod";
import type { Message } from "#lib/processes/processes.ts";

/** PostgreSQL refuses payloads of 8000 bytes and more. */
const longestPayloadBytes = 7_900;

const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("read"), part: z.string(), at: z.number(), changed: z.boolean() }),
  z.object({ kind: z.literal("watch"), part: z.string() }),
]);

/** Messages as few payloads: JSON lists that each fit into one NOTIFY. A message too long for any is left out. */
export function toPayloads(messages: readonly Message[]): readonly string[] {
  const payloads: string[] = [];
  let texts: string[] = [];
  let bytes = 0;
  for (const text of new Set(messages.map((message) => JSON.stringify(message)))) {
    const length = Buffer.byteLength(text) + 1;
    if (length >= longestPayloadBytes) continue;
    if (bytes + length >= longestPayloadBytes) {
      payloads.push(`[${texts.join(",")}]`);
      texts = [];
      bytes = 0;
    }
    texts.push(text);
    bytes += length;
  }
  if (texts.length > 0) payloads.push(`[${texts.join(",")}]`);
  return payloads;
}

export type Parsed = { readonly messages: readonly Message[]; readonly ignored: number };

/** Another version of the program may say what this one does not know: that is counted, not an error. */
export function parsePayload(payload: string): Parsed {
  const list = z.array(z.unknown()).safeParse(parseJson(payload));
  if (!list.success) return { messages: [], ignored: 1 };
  const messages = list.data.flatMap((item) => messageSchema.safeParse(item).data ?? []);
  return { messages, ignored: list.data.length - messages.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
