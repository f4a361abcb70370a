import { memo } from "react";
import type { RowGroup } from "#components/fleet/fleet-grouping.ts";
import type { LineProps } from "#components/fleet/virtual-line.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { SeverityShape, toSeverityWord } from "#components/ui/signs.tsx";

type FleetGroupRowProps = LineProps & {
  readonly group: RowGroup;
  readonly state: "open" | "folded";
  readonly columns: number;
  readonly onToggle: (name: string) => void;
};

/** The line above the rows of one account, region or application: how many there are and how bad. */
export const FleetGroupRow = memo(function FleetGroupRow(props: FleetGroupRowProps) {
  const { group, state, columns, onToggle, index, measure } = props;
  const { length } = group.rows;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className="fleet-group">
      <th colSpan={columns} scope="rowgroup">
        <button
          type="button"
          data-row-link
          className="fleet-group-button"
          aria-expanded={state === "open"}
          onClick={() => onToggle(group.name)}
        >
          <svg className="fleet-group-arrow" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M4 2 8 6 4 10" />
          </svg>
          <span className="font-semibold wrap-anywhere">
            <Breakable text={group.name} />
          </span>
          <span className="text-muted">{length === 1 ? "1 group" : `${length} groups`}</span>
          <span className="flex flex-wrap gap-x-3">
            {group.counts.map(({ severity, count }) => (
              <span key={severity} className="inline-flex items-center gap-1">
                <SeverityShape severity={severity} />
                {count} {toSeverityWord(severity).toLowerCase()}
              </span>
            ))}
          </span>
        </button>
      </th>
    </tr>
  );
});
