"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { type Matrix, TargetRows } from "#components/deployment/target-rows.tsx";
import type { TargetView } from "#lib/report/schema.ts";

type VirtualRowsProps = {
  readonly targets: readonly TargetView[];
  readonly matrix: Matrix;
  /** What scrolls. */
  readonly box: RefObject<HTMLElement | null>;
};

const rowHeight = 53;
const firstHeight = 640;

/** Of many targets only those in sight, and some around them, are in the page; the table still says how many there are. */
export function VirtualRows({ targets, matrix, box }: VirtualRowsProps) {
  const rows = useVirtualizer({
    count: targets.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => targets[index]?.instanceId ?? index,
    overscan: 10,
    initialRect: { width: 0, height: firstHeight },
  });
  const items = rows.getVirtualItems();
  const before = items.at(0)?.start ?? 0;
  const after = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <Gap height={before} />
      {items.map(({ index, key }) => {
        const target = targets[index];
        if (target === undefined) return null;
        return (
          <TargetRows key={key} ref={rows.measureElement} index={index} target={target} matrix={matrix} />
        );
      })}
      <Gap height={after} />
    </>
  );
}

/** Stands for rows that are out of sight. */
function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td style={{ height, padding: 0, border: 0 }} />
      </tr>
    </tbody>
  );
}
