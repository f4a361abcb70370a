import { isIP } from "node:net";

/**
 * Whether a request's Host header names this server. A page of another name that was made to point here (DNS
 * rebinding) brings its own name, so only loopback names, plain addresses (no DNS stands between) and the names that
 * the operator gave are answered.
 */
export function isAllowedHost(header: string | undefined, names: ReadonlySet<string>): boolean {
  const name = toHostName(header);
  if (name === undefined) return false;
  return name === "localhost" || name.endsWith(".localhost") || isAddress(name) || names.has(name);
}

/** The host of `host`, `host:port` or `[v6]:port`, in lower case and without a final dot; undefined where it is none. */
export function toHostName(header: string | undefined): string | undefined {
  const [, name] = /^(\[[\da-f:.]+\]|[a-z\d](?:[a-z\d._-]*))(?::\d{1,5})?$/i.exec(header ?? "") ?? [];
  return name?.toLowerCase().replace(/\.$/, "");
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0;
}
