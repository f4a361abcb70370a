import { respondTrouble } from "#lib/server/respond.ts";

const group = "/api/groups/{account}/{region}/{application}/{group}";
const routes = [
  "/api/health",
  "/api/rules",
  "/api/groups",
  ...["report", "facts", "changes", "severity"].map((name) => `${group}/${name}`),
  "/api/audit",
  "/api/find",
  "/api/stream",
];

export function GET(request: Request): Response {
  const { pathname } = new URL(request.url);
  const message = `There is no ${pathname}. Routes: ${routes.join(", ")}.`;
  return respondTrouble(404, { code: "unknown-route", message });
}
