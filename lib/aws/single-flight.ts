/** Runs a task once for all who ask under the same key while it is under way. */
export function createSingleFlight<T>(): (key: string, task: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, task) => {
    const found = underWay.get(key);
    if (found !== undefined) return found;
    const flight = task().finally(() => underWay.delete(key));
    underWay.set(key, flight);
    return flight;
  };
}

/** The same text for equal inputs, whatever the order of their members. */
export function toInputKey(input: unknown): string {
  return JSON.stringify(input, (_name, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
