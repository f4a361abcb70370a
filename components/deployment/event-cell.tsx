import { type Heat, toHeat } from "#components/deployment/event-heat.ts";
import { type EventLength, toEventLength, toFineDurationText } from "#components/deployment/event-length.ts";
import type { EventSummary } from "#components/deployment/event-summary.ts";
import { findExitCode } from "#components/deployment/exit-code.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { EventView } from "#lib/report/schema.ts";

type EventCellProps = {
  readonly event: EventView | undefined;
  readonly summary: EventSummary;
  readonly at: string;
};

/** One event of one target: its state, how long it took, and how that compares with the other targets. */
export function EventCell({ event, summary, at }: EventCellProps) {
  if (event === undefined)
    return (
      <td className="matrix-cell text-muted">
        <span aria-hidden="true">·</span>
        <span className="sr-only">not part of its run</span>
      </td>
    );
  const length = toEventLength(event, at);
  const heat = length === undefined ? undefined : toHeat(length.lengthMs, summary);
  return (
    <td className="matrix-cell" data-heat={heat?.level ?? 0} title={toTitle(event)}>
      <EventState event={event} />
      {length !== undefined && <LengthText length={length} heat={heat} />}
      {length === undefined && event.start !== null && <div className="text-muted">length not known</div>}
      {event.tone === "bad" && <FailureText event={event} />}
      {heat !== undefined && summary.measured > 1 && (
        <span className="matrix-bar" style={{ width: `${Math.round(heat.share * 100)}%` }} />
      )}
    </td>
  );
}

/** What went as it should is one sign, so that what did not stands out. */
function EventState({ event }: { readonly event: EventView }) {
  if (event.status === "Succeeded")
    return (
      <span data-tone={event.tone} className="matrix-good">
        <span aria-hidden="true">✓</span>
        <span className="sr-only">Succeeded</span>
      </span>
    );
  if (event.status === "Pending" || event.status === "Skipped")
    return <span className="text-muted">{event.status.toLowerCase()}</span>;
  return <StateChip tone={event.tone}>{event.status}</StateChip>;
}

function LengthText({ length, heat }: { readonly length: EventLength; readonly heat: Heat | undefined }) {
  return (
    <span className="matrix-length">
      {" "}
      {toFineDurationText(length.lengthMs)}
      {length.ends === "so-far" && " so far"}
      {heat !== undefined && heat.level >= 2 && (
        <span className="sr-only">, much longer than the median</span>
      )}
    </span>
  );
}

function FailureText({ event }: { readonly event: EventView }) {
  const exitCode = findExitCode(event.message);
  return (
    <div className="max-w-64">
      {event.errorCode}
      {exitCode !== undefined && `, exit code ${exitCode}`}
      {event.scriptName !== null && event.scriptName !== "" && (
        <code className="block text-[0.75rem]">
          <Breakable text={event.scriptName} />
        </code>
      )}
    </div>
  );
}

function toTitle({ name, status, start, end }: EventView): string {
  if (start === null) return `${name}: ${status}`;
  return `${name}: ${status}, ${toClock(start)} to ${end === null ? "?" : toClock(end)} UTC`;
}

function toClock(iso: string): string {
  return iso.slice(11, 19);
}
