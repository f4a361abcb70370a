/** The rows of these names, in the order in which AWS lists them. */
export function pickRows<Row>(
  rows: readonly Row[],
  names: readonly string[],
  nameOf: (row: Row) => string | undefined,
): Row[] {
  const wanted = new Set<string | undefined>(names);
  return rows.filter((row) => wanted.has(nameOf(row)));
}

/** The rows of these names, in the order of asking: what AWS does where it looks up one name after the other. */
export function pickInOrder<Row>(
  rows: readonly Row[],
  names: readonly string[],
  nameOf: (row: Row) => string | undefined,
): Row[] {
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  return [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
}
