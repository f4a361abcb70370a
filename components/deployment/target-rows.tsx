import type { Ref } from "react";
import { EventCell } from "#components/deployment/event-cell.tsx";
import { EventList } from "#components/deployment/event-list.tsx";
import type { EventSummary } from "#components/deployment/event-summary.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Report, TargetView } from "#lib/report/schema.ts";

/** What every row of a matrix shares. */
export type Matrix = {
  readonly columns: readonly EventSummary[];
  /** How many rows the head has: those of targets are counted on from there. */
  readonly headRows: number;
  readonly report: Report;
  readonly ghosts: ReadonlySet<string>;
  readonly opened: ReadonlySet<string>;
  readonly onToggle: (instanceId: string) => void;
};

type TargetRowsProps = {
  readonly target: TargetView;
  readonly matrix: Matrix;
  /** Its place among all targets, from 0. */
  readonly index: number;
  readonly ref?: Ref<HTMLTableSectionElement>;
};

/** A target's row, and beneath it, when opened, its events one by one. */
export function TargetRows({ target, matrix, index, ref }: TargetRowsProps) {
  const { columns, report } = matrix;
  const { instanceId } = target;
  const isOpen = matrix.opened.has(instanceId);
  return (
    <tbody ref={ref} data-index={index}>
      <tr aria-rowindex={matrix.headRows + index + 1}>
        <th scope="row" className="matrix-target">
          <TargetName target={target} matrix={matrix} />
        </th>
        <td className="matrix-cell">
          <StateChip tone={target.tone}>{target.status}</StateChip>
          {target.updatedAt !== null && (
            <div className="text-[0.75rem] text-muted">
              <Moment iso={target.updatedAt} at={report.at} />
            </div>
          )}
        </td>
        {columns.map((summary) => (
          <EventCell
            key={summary.name}
            event={target.events.find((event) => event.name === summary.name)}
            summary={summary}
            at={report.at}
          />
        ))}
      </tr>
      {isOpen && (
        <tr aria-rowindex={matrix.headRows + index + 1}>
          <td colSpan={columns.length + 2} className="matrix-detail">
            <section aria-label={`Events of ${instanceId}`} className="matrix-detail-box">
              <EventList target={target} report={report} />
            </section>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function TargetName({ target, matrix }: Pick<TargetRowsProps, "target" | "matrix">) {
  const { instanceId, gone, label } = target;
  const { report, opened, ghosts, onToggle } = matrix;
  const letter = report.lanes.find((lane) => lane.instanceId === instanceId)?.letter ?? "";
  return (
    <div className="flex items-baseline gap-1.5">
      <button
        type="button"
        className="quiet-button px-1"
        aria-expanded={opened.has(instanceId)}
        aria-label={`Events of ${instanceId}, one by one`}
        onClick={() => onToggle(instanceId)}
      >
        <span aria-hidden="true">{opened.has(instanceId) ? "▾" : "▸"}</span>
      </button>
      <div>
        <ResourceLink scope={report.scope} kind="instance" id={instanceId} /> {letter}
        {gone && (
          <div>
            <StateChip tone="gone">{ghosts.has(instanceId) ? "gone, waited for" : "gone"}</StateChip>
          </div>
        )}
        {label !== null && <div className="text-muted">{label}</div>}
      </div>
    </div>
  );
}
