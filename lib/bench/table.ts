/** Columns side by side: the first to the left, the others, which are numbers, to the right. */
export function toTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

export function toCount(number: number): string {
  return grouped.format(number);
}

/** `5.00`; a dash where there is nothing to divide by. */
export function toRatio(part: number, whole: number): string {
  return whole === 0 ? "–" : (part / whole).toFixed(2);
}
