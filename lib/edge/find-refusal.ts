import { isAllowedHost } from "#lib/edge/allowed-host.ts";

/** What is refused before anything of the dashboard sees it. */
export type Refusal = {
  readonly status: 400 | 403 | 405 | 429;
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
  const path = toPath(url);
  if (path === undefined) return refuse(400, "bad-path", pathMessage);
  return path.startsWith("/api/") && isCrossSiteRead(headers)
    ? refuse(403, "cross-site", crossSiteMessage)
    : undefined;
}

const hostMessage =
  "This server does not answer to that name. If people reach it by that name, set it as publicUrl, or in hosts, in the accounts file.";
const pathMessage =
  "The address is malformed: it begins with a /, no two of them stand together, and % stands only before two hexadecimal digits that make UTF-8.";
const crossSiteMessage = "Pages of other sites may not read this server's routes.";

function refuse(status: Refusal["status"], code: string, message: string): Refusal {
  return { status, code, message };
}

/** The path of a request line, where it is one that can be decoded. */
function toPath(url: string | undefined): string | undefined {
  const [path = ""] = (url ?? "").split("?");
  if (!path.startsWith("/") || path.includes("//") || path.includes("\\")) return undefined;
  try {
    return decodeURIComponent(path).includes("\0") ? undefined : path;
  } catch (cause) {
    if (cause instanceof URIError) return undefined;
    throw cause;
  }
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
