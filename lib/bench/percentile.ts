/** The smallest of the values that at least this share of them, from 0 to 1, does not exceed. */
export function toPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError("there are no values to take a percentile of");
  return value;
}
