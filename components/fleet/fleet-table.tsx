"use client";

import { Fragment, type RefObject, useRef, useState } from "react";
import { FleetGroupRow } from "#components/fleet/fleet-group-row.tsx";
import type { FleetItem } from "#components/fleet/fleet-grouping.ts";
import { FleetRow } from "#components/fleet/fleet-row.tsx";
import { useRowKeys } from "#components/fleet/use-row-keys.ts";
import { createStripQueue, StripQueue } from "#components/fleet/use-strip.ts";
import { useVirtualLines } from "#components/fleet/use-virtual-lines.ts";

const columns = [
  "Severity",
  "Group",
  "What is going on",
  "Last 24 h (UTC)",
  "In service",
  "Target health",
  "Latest deployment",
] as const;

type FleetTableProps = {
  readonly items: readonly FleetItem[];
  readonly at: string;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onToggle: (name: string) => void;
};

/** A table of any length of which only the lines on screen are there; it says how long it is all the same. */
export function FleetTable({ items, at, search, onToggle }: FleetTableProps) {
  const [queue] = useState(createStripQueue);
  const body = useRef<HTMLTableSectionElement>(null);
  const { lines, start, end, measure, move, onFocus } = useVirtualLines(items, body);
  useRowKeys({ search, onMove: move });
  const lastEnd = lines.at(-1)?.end ?? start;
  return (
    <StripQueue value={queue}>
      <table className="data-table card-table fleet-table" aria-rowcount={items.length + 1}>
        <caption className="sr-only">Deployment groups, worst first</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onFocus={onFocus}>
          {lines.map((line, position) => {
            const item = items[line.index];
            const above = line.start - (lines[position - 1]?.end ?? start);
            if (item === undefined) return null;
            return (
              <Fragment key={line.key}>
                {above >= 1 && <Gap height={above} />}
                {item.kind === "row" ? (
                  <FleetRow row={item.row} at={at} index={line.index} measure={measure} />
                ) : (
                  <FleetGroupRow
                    group={item.group}
                    state={item.state}
                    columns={columns.length}
                    onToggle={onToggle}
                    index={line.index}
                    measure={measure}
                  />
                )}
              </Fragment>
            );
          })}
          {end - lastEnd >= 1 && <Gap height={end - lastEnd} />}
        </tbody>
      </table>
    </StripQueue>
  );
}

/** Stands for the lines that are not there. */
function Gap({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without a tabindex cannot be focused
    <tr aria-hidden="true" className="fleet-gap">
      <td colSpan={columns.length} style={{ height }} />
    </tr>
  );
}
