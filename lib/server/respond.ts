import type { Trouble } from "#lib/report/schema.ts";

const noStore = { "cache-control": "no-store" };

export function respond(body: unknown): Response {
  return Response.json(body, { headers: noStore });
}

export function respondTrouble(status: number, error: Trouble["error"]): Response {
  return Response.json({ error } satisfies Trouble, { status, headers: noStore });
}
