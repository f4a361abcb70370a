export type InFlight<Result> = {
  start(flight: Promise<Result>): void;
  /** The results of everything started so far. */
  all(): Promise<Result[]>;
};

/** Calls that are started while it is not yet known how many there will be. */
export function createInFlight<Result>(): InFlight<Result> {
  const flights: Promise<Result>[] = [];
  return {
    start(flight) {
      // Whoever waits for all() gets the error; until then it must not count as unhandled.
      flight.catch(() => undefined);
      flights.push(flight);
    },
    all: () => Promise.all(flights),
  };
}
