import { respondTrouble } from "#lib/server/respond.ts";

export function GET(request: Request): Response {
  const { pathname } = new URL(request.url);
  return respondTrouble(404, {
    code: "unknown-route",
    message: `There is no ${pathname}. Routes: /api/health, /api/rules, /api/groups, /api/groups/{account}/{region}/{application}/{group}/report, /api/audit, /api/stream.`,
  });
}
