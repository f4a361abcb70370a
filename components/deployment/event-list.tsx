import { toEventLength, toFineDurationText } from "#components/deployment/event-length.ts";
import { findExitCode } from "#components/deployment/exit-code.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { EventView, Report, TargetView } from "#lib/report/schema.ts";

type EventListProps = { readonly target: TargetView; readonly report: Report };

/** One target's events with their times, and what its agent reported: error, script and the end of the log, as plain text. */
export function EventList({ target, report }: EventListProps) {
  const told = target.events.filter(({ start, tone }) => start !== null || tone === "bad");
  if (told.length === 0) return <p className="text-muted">None of its events has begun.</p>;
  return (
    <ol className="space-y-1">
      {told.map((event) => (
        <li key={event.name}>
          <EventLine event={event} at={report.at} />
          {hasDiagnostics(event) && <EventDiagnostics event={event} />}
        </li>
      ))}
    </ol>
  );
}

function EventLine({ event, at }: { readonly event: EventView; readonly at: string }) {
  const length = toEventLength(event, at);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      {event.start !== null && (
        <span className="text-muted">
          <Moment iso={event.start} at={at} />
          {event.end !== null && (
            <>
              {" to "}
              <Moment iso={event.end} at={at} />
            </>
          )}
        </span>
      )}
      <strong className="font-semibold">{event.name}</strong>
      <StateChip tone={event.tone}>{event.status}</StateChip>
      {length !== undefined && (
        <span>
          {toFineDurationText(length.lengthMs)}
          {length.ends === "so-far" && " so far"}
        </span>
      )}
    </p>
  );
}

function EventDiagnostics({ event }: { readonly event: EventView }) {
  const exitCode = findExitCode(event.message);
  return (
    <div className="mt-1 mb-2 max-w-[68rem] space-y-1 pl-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        {event.errorCode !== null && <strong>{event.errorCode}</strong>}
        {exitCode !== undefined && <span>exit code {exitCode}</span>}
        {event.scriptName !== null && event.scriptName !== "" && (
          <code>
            <Breakable text={event.scriptName} />
          </code>
        )}
      </p>
      {event.errorMeaning !== undefined && <p>{event.errorMeaning}</p>}
      {event.message !== null && (
        <p>
          <Breakable text={event.message} />
        </p>
      )}
      {event.logTail !== null && event.logTail !== "" && (
        <details open={event.tone === "bad"}>
          <summary>End of the log</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="log-text mt-1" tabIndex={0} aria-label={`End of the log of ${event.name}`}>
            <pre className="whitespace-pre-wrap">
              <Breakable text={event.logTail} />
            </pre>
          </section>
        </details>
      )}
    </div>
  );
}

/** Succeeded events carry a code too ("Success"); only what helps is shown. */
function hasDiagnostics({ errorCode, logTail }: EventView): boolean {
  return (errorCode !== null && errorCode !== "Success") || (logTail !== null && logTail !== "");
}
