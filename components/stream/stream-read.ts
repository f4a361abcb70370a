import * as z from "zod/mini";

const StreamRead = z.object({ part: z.string(), at: z.string(), changed: z.boolean() });

/** A part of the history was read anew; `changed` where something differs from before. */
export type StreamRead = z.infer<typeof StreamRead>;

/** Undefined where the text is no such event: another version of the server may say more than this page knows. */
export function parseStreamRead(text: string): StreamRead | undefined {
  const parsed = z.safeParse(StreamRead, parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
