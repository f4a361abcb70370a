import { toEventColumns } from "#components/deployment/event-columns.ts";
import { toDurationText } from "#components/format/time-text.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { EventView, Report, TargetView } from "#lib/report/schema.ts";

type EventMatrixProps = {
  readonly label: string;
  readonly targets: readonly TargetView[];
  readonly report: Report;
};

/** Targets against lifecycle events, in the documented order. */
export function EventMatrix({ label, targets, report }: EventMatrixProps) {
  const columns = toEventColumns(targets);
  return (
    <ScrollTable label={label}>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Status</th>
          {columns.map((name) => (
            <th key={name} scope="col" className="min-w-20">
              <EventName name={name} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <tr key={target.instanceId}>
            <th scope="row" className="whitespace-nowrap">
              <ResourceLink scope={report.scope} kind="instance" id={target.instanceId} />
              {target.gone && <div className="font-semibold">GONE, still referred to</div>}
              {target.label !== null && <div className="text-muted">{target.label}</div>}
            </th>
            <td>
              <StateChip tone={target.tone}>{target.status}</StateChip>
              {target.updatedAt !== null && (
                <div className="text-muted">
                  updated <Moment iso={target.updatedAt} at={report.at} />
                </div>
              )}
            </td>
            {columns.map((name) => (
              <td key={name}>
                <EventCell event={target.events.find((event) => event.name === name)} at={report.at} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** "BeforeAllowTraffic" may break between its words, so that the matrix stays narrow. */
function EventName({ name }: { readonly name: string }) {
  let offset = 0;
  return name.split(/(?=[A-Z])/).map((word) => {
    const key = offset;
    offset += word.length;
    return (
      <span key={key} className="whitespace-normal">
        {word}
        <wbr />
      </span>
    );
  });
}

function EventCell({ event, at }: { readonly event: EventView | undefined; readonly at: string }) {
  if (event === undefined) return <span className="text-muted">not part</span>;
  return (
    <>
      <StateChip tone={event.tone}>{event.status}</StateChip>
      {event.start !== null && (
        <div className="text-muted">
          <Moment iso={event.start} at={at} />
          <div>{toLengthText(event, at)}</div>
        </div>
      )}
    </>
  );
}

// The start may be later than the end, because the two come from different clocks: then no length is claimed.
function toLengthText({ start, end }: EventView, at: string): string {
  if (start === null) return "";
  const length = Date.parse(end ?? at) - Date.parse(start);
  if (length < 0) return "length not known";
  return end === null ? `${toDurationText(length)} so far` : `took ${toDurationText(length)}`;
}
