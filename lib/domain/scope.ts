/** What a page is about: one deployment group of one application, in one account and region. */
export type Scope = {
  readonly account: string;
  readonly region: string;
  readonly application: string;
  readonly group: string;
};

/** The part of a scope that AWS's rate limits and inventories are counted by. */
export type Place = { readonly account: string; readonly region: string };

/** A stable key for maps and logs: the four parts, each URL-encoded, joined by slashes. */
export function toScopeKey(scope: Scope): string {
  return [scope.account, scope.region, scope.application, scope.group].map(encodeURIComponent).join("/");
}

/** The scope of such a key; undefined where it is none. */
export function parseScopeKey(key: string): Scope | undefined {
  const [account, region, application, group, ...rest] = key.split("/").map(decodePart);
  if (account === undefined || region === undefined || rest.length > 0) return undefined;
  return application === undefined || group === undefined
    ? undefined
    : { account, region, application, group };
}

function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (cause instanceof URIError) return undefined;
    throw cause;
  }
}

export function toPlaceKey(place: Place): string {
  return [place.account, place.region].map(encodeURIComponent).join("/");
}

/** The path of the scope's page. Application and group names may hold any character, so each part is encoded. */
export function toScopePath({ account, region, application, group }: Scope): string {
  return `/groups/${[account, region, application, group].map(toPathPart).join("/")}`;
}

/** Browsers take `.` and `..` for directories, encoded or not: such a name gets a tilde in front, and so does one that looks like it. */
export function toPathPart(name: string): string {
  return encodeURIComponent(/^~*\.{1,2}$/.test(name) ? `~${name}` : name);
}

/** The name that a decoded part of such a path stands for. */
export function parsePathPart(part: string): string {
  return /^~+\.{1,2}$/.test(part) ? part.slice(1) : part;
}
