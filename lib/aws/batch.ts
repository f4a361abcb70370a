/** Splits ids into batches of at most `size`, in order, each id once. Mutable arrays, because the SDK's inputs ask for them. */
export function toBatches(ids: Iterable<string>, size: number): string[][] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`a batch holds at least one id, not ${size}`);
  const distinct = [...new Set(ids)];
  const batches: string[][] = [];
  for (let start = 0; start < distinct.length; start += size)
    batches.push(distinct.slice(start, start + size));
  return batches;
}
