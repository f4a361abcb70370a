import type { Bodies } from "#components/data/parse-body.ts";

/** A read that failed, with the code of the server's error so that the view can tell what happened. */
export class ReadFailed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Reads JSON from our own server and checks it against its schema; a refusal or another shape becomes a ReadFailed. */
export async function fetchJson<Name extends Exclude<keyof Bodies, "trouble">>(
  path: string,
  name: Name,
  signal: AbortSignal,
): Promise<Bodies[Name]> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  const body: unknown = await response.json().catch(() => undefined);
  const { parseBody } = await import("#components/data/parse-body.ts");
  if (!response.ok) {
    const trouble = parseBody("trouble", body);
    if (trouble !== undefined) throw new ReadFailed(trouble.error.code, trouble.error.message);
    throw new ReadFailed("unexpected", `The dashboard's server answered ${response.status}.`);
  }
  const data = parseBody(name, body);
  if (data !== undefined) {
    // Seen in the browser's profiler, and by the benchmark: from here on it is drawing.
    performance.mark(`ghostline:${name}`);
    return data;
  }
  throw new ReadFailed(
    "other-version",
    "The server's answer has another shape than this page expects. Reload the page.",
  );
}
