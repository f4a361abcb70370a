type Stretch = { readonly from: number; readonly to: number };

export type Packing<One> = {
  readonly mostRows: number;
  /** What must get a row of its own first where not everything fits. */
  readonly isFirst: (one: One) => boolean;
};

export type Packed<One> = { readonly rows: readonly (readonly One[])[]; readonly rest: readonly One[] };

/** Puts stretches into as few rows as possible so that none covers another; `rest` is what did not fit. */
export function packRows<One extends Stretch>(
  stretches: readonly One[],
  { mostRows, isFirst }: Packing<One>,
): Packed<One> {
  const sorted = [...stretches].sort((a, b) => a.from - b.from || b.to - a.to);
  const all = fill(sorted, mostRows);
  if (all.rest.length === 0) return all;
  return fill([...sorted.filter(isFirst), ...sorted.filter((one) => !isFirst(one))], mostRows);
}

function fill<One extends Stretch>(stretches: readonly One[], mostRows: number): Packed<One> {
  const rows: One[][] = [];
  const rest: One[] = [];
  for (const one of stretches) {
    const row = rows.find((other) => other.every((placed) => !overlaps(placed, one)));
    if (row !== undefined) row.push(one);
    else if (rows.length < mostRows) rows.push([one]);
    else rest.push(one);
  }
  return { rows, rest };
}

/** One may begin where the other ends; two that begin together overlap, whatever their length. */
function overlaps(a: Stretch, b: Stretch): boolean {
  return (a.from < b.to && b.from < a.to) || a.from === b.from;
}
