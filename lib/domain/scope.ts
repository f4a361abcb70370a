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

export function toPlaceKey(place: Place): string {
  return [place.account, place.region].map(encodeURIComponent).join("/");
}

/** The path of the scope's page. Application and group names may hold any character, so each part is encoded. */
export function toScopePath(scope: Scope): string {
  return `/groups/${toScopeKey(scope)}`;
}
