/** Where a call goes. */
export type CallPlace = Readonly<Record<"account" | "region" | "service" | "operation", string>>;

/** True where the call goes to what is wanted; what is left out does not matter. */
export function isAt(place: CallPlace, wanted: { readonly [Part in keyof CallPlace]?: string }): boolean {
  const { account = place.account, region = place.region } = wanted;
  const { service = place.service, operation = place.operation } = wanted;
  if (place.account !== account || place.region !== region) return false;
  return place.service === service && place.operation === operation;
}
