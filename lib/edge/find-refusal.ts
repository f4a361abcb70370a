import { isAllowedHost } from "#lib/edge/allowed-host.ts";

/** What is refused before anything of the dashboard sees it. */
export type Refusal = {
  readonly status: 400 | 403 | 405 | 414 | 429;
  readonly code: string;
  readonly message: string;
};

export type Asked = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

export const allowedMethods = "GET, HEAD";

/** Why a request is not answered; undefined where it is. `names`: what the server is called besides its addresses. */
export function findRefusal(
  { method, url, headers }: Asked,
  names: ReadonlySet<string>,
): Refusal | undefined {
  if (!isAllowedHost(toText(headers.host), names)) return refuse(403, "host-not-allowed", hostMessage);
  if (method !== "GET" && method !== "HEAD") {
    return refuse(405, "method-not-allowed", `${method ?? "That method"} is not allowed: ${allowedMethods}.`);
  }
  if ((url ?? "").length > longestUrl) return refuse(414, "too-long", tooLongMessage);
  const path = toPath(url);
  if (path === undefined) return refuse(400, "bad-path", pathMessage);
  if (new URLSearchParams((url ?? "").slice(path.length)).has("__proto__"))
    return refuse(400, "bad-query", "__proto__ is not allowed as a name in an address.");
  if (!isRouterState(toText(headers["next-router-state-tree"])))
    return refuse(
      400,
      "bad-header",
      "next-router-state-tree is malformed: the dashboard's own pages send it.",
    );
  return path.startsWith("/api/") && isCrossSiteRead(headers)
    ? refuse(403, "cross-site", crossSiteMessage)
    : undefined;
}

/** Next.js repeats an address twice where it redirects, and browsers read 16 KB of headers at least. */
const longestUrl = 6_000;
const tooLongMessage = `The address is longer than ${longestUrl} characters.`;
const hostMessage =
  "This server does not answer to that name. If people reach it by that name, set it as publicUrl, or in hosts, in the accounts file.";
const pathMessage =
  "The address is malformed: it begins with a /, no two of them stand together, no part is . or .., and % stands only before two hexadecimal digits that make UTF-8.";
const crossSiteMessage = "Pages of other sites may not read this server's routes.";

function refuse(status: Refusal["status"], code: string, message: string): Refusal {
  return { status, code, message };
}

/** The path of a request line, where it is one that can be decoded. */
function toPath(url: string | undefined): string | undefined {
  const [path = ""] = (url ?? "").split("?");
  if (!path.startsWith("/") || path.includes("//") || path.includes("\\")) return undefined;
  try {
    const parts = path.split("/").map(decodeURIComponent);
    return parts.some((part) => part.includes("\0") || part === "." || part === "..") ? undefined : path;
  } catch (cause) {
    if (cause instanceof URIError) return undefined;
    throw cause;
  }
}

/** What Next.js would answer with an error of the server's: a tree of `[segment, { slot: tree }]`, or nothing. */
function isRouterState(header: string | undefined): boolean {
  if (header === undefined) return true;
  try {
    return isRouterTree(JSON.parse(decodeURIComponent(header)));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof URIError) return false;
    throw cause;
  }
}

function isRouterTree(tree: unknown): boolean {
  if (!Array.isArray(tree)) return false;
  const [segment, slots]: readonly unknown[] = tree;
  if (typeof segment !== "string" && !Array.isArray(segment)) return false;
  return typeof slots === "object" && slots !== null && Object.values(slots).every(isRouterTree);
}

/** Browsers say where a request comes from; tools do not. A link that somebody follows gives the other site nothing to read. */
function isCrossSiteRead(headers: Asked["headers"]): boolean {
  const site = toText(headers["sec-fetch-site"]);
  if (site === undefined || site === "same-origin" || site === "none") return false;
  const isFollowed = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return !isFollowed;
}

function toText(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0];
}
