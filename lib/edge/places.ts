export type PlaceLimits = { readonly perClient: number; readonly inAll: number };

/** Places for what lasts: a connection that stays open takes one until it is left. */
export type Places = {
  /** Takes a place and returns what leaves it; undefined where there is none left. */
  take(client: string): (() => void) | undefined;
};

export function createPlaces({ perClient, inAll }: PlaceLimits): Places {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(client) {
      const own = taken.get(client) ?? 0;
      if (own >= perClient || all >= inAll) return undefined;
      taken.set(client, own + 1);
      all += 1;
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        all -= 1;
        const left = (taken.get(client) ?? 1) - 1;
        if (left === 0) taken.delete(client);
        else taken.set(client, left);
      };
    },
  };
}
