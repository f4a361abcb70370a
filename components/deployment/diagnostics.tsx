import { LinkedText } from "#components/ui/linked-text.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { EventView, Report, TargetView } from "#lib/report/schema.ts";

type DiagnosticsProps = { readonly targets: readonly TargetView[]; readonly report: Report };

/** What the agents reported about events: error, script, message and the end of the log, as plain text. */
export function Diagnostics({ targets, report }: DiagnosticsProps) {
  const told = targets.flatMap((target) =>
    target.events.filter(hasDiagnostics).map((event) => ({ target, event })),
  );
  if (told.length === 0) return <p className="text-muted">No agent reported an error or a log.</p>;
  return (
    <ul className="space-y-4">
      {told.map(({ target, event }) => (
        <li key={`${target.instanceId} ${event.name}`}>
          <h3 className="flex flex-wrap items-baseline gap-x-2">
            <span>
              <LinkedText text={target.instanceId} scope={report.scope} />, {event.name}
            </span>
            <StateChip tone={event.tone}>{event.errorCode ?? event.status}</StateChip>
            {event.scriptName !== null && event.scriptName !== "" && (
              <code className="font-normal">{event.scriptName}</code>
            )}
          </h3>
          {event.errorMeaning !== undefined && <p>{event.errorMeaning}</p>}
          {event.message !== null && <p className="wrap-anywhere">{event.message}</p>}
          {event.logTail !== null && event.logTail !== "" && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            <section className="log-text mt-1" tabIndex={0} aria-label={`End of the log of ${event.name}`}>
              <pre className="whitespace-pre-wrap">{event.logTail}</pre>
            </section>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Succeeded events carry a code too ("Success"); only what helps is listed. */
function hasDiagnostics(event: EventView): boolean {
  const failed = event.errorCode !== null && event.errorCode !== "Success";
  return failed || (event.logTail !== null && event.logTail !== "");
}
