import * as z from "zod/mini";
import { Trouble } from "#lib/report/schema.ts";

/** A read that failed, with the code of the server's error so that the view can tell what happened. */
export class ReadFailed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Reads JSON from our own server and checks it against its schema; every failure becomes a ReadFailed. */
export async function fetchJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.infer<Schema>> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const trouble = Trouble.safeParse(body);
    if (trouble.success) throw new ReadFailed(trouble.data.error.code, trouble.data.error.message);
    throw new ReadFailed("unexpected", `The dashboard's server answered ${response.status}.`);
  }
  const parsed = z.safeParse(schema, body);
  if (!parsed.success) {
    throw new ReadFailed(
      "other-version",
      "The server's answer has another shape than this page expects. Reload the page.",
    );
  }
  return parsed.data;
}
