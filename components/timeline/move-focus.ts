/**
 * Arrow keys inside the drawing: left and right along a row, up and down to the nearest item of the next row.
 * `Home` enters the rows at the first item. Returns false where the key is not one of these.
 */
export function moveFocus(root: HTMLElement, key: string): boolean {
  const rows = [...root.querySelectorAll<HTMLElement>("[data-plot-row]")].filter(
    (row) => row.querySelector("[data-item]") !== null,
  );
  const active = document.activeElement;
  const rowIndex = rows.findIndex((row) => row.contains(active));
  if (rowIndex < 0 || !(active instanceof HTMLElement)) return false;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const items = listItems(rows[rowIndex]);
    const step = key === "ArrowRight" ? 1 : -1;
    items[items.indexOf(active) + step]?.focus();
    return true;
  }
  if (key === "ArrowUp" || key === "ArrowDown") {
    const row = rows[rowIndex + (key === "ArrowDown" ? 1 : -1)];
    toNearest(listItems(row), active)?.focus();
    return true;
  }
  return false;
}

/** The first item below the drawing's own tab stop. */
export function enterRows(root: HTMLElement): void {
  root.querySelector<HTMLElement>("[data-plot-row] [data-item]")?.focus();
}

function listItems(row: HTMLElement | undefined): readonly HTMLElement[] {
  const items = [...(row?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
  return items.sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left);
}

function toNearest(items: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const { left } = from.getBoundingClientRect();
  let nearest: HTMLElement | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const distance = Math.abs(item.getBoundingClientRect().left - left);
    if (distance < shortest) {
      shortest = distance;
      nearest = item;
    }
  }
  return nearest;
}
