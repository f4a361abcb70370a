import { Breakable } from "#components/ui/breakable.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Age, Countdown, Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Report, WaitView } from "#lib/report/schema.ts";

type WaitPanelProps = { readonly report: Report; readonly pace: "ticking" | "frozen" };

const shownAtFirst = 3;

const kindWords = {
  "hook-launch": "launch hook",
  "hook-termination": "termination hook",
  "target-first-event": "first event",
  "agent-response": "next event",
  "lifecycle-event": "lifecycle event",
  "allow-traffic": "AllowTraffic",
  "block-traffic": "BlockTraffic",
  draining: "draining",
  ready: "traffic shift",
  "blue-termination": "original instances",
  deployment: "deployment",
} as const satisfies Record<WaitView["kind"], string>;

const certaintyWords = {
  earliest: "at the earliest",
  latest: "at the latest",
  documented: "documented limit",
  contradicted: "AWS’s pages disagree",
} as const satisfies Record<WaitView["deadlines"][number]["certainty"], string>;

/** Everything that waits now: a line for each, which opens to since when, until when, and what happens then. */
export function WaitPanel({ report, pace }: WaitPanelProps) {
  const { waits, nextRevision } = report;
  if (waits.length === 0) return null;
  const rest = waits.slice(shownAtFirst);
  const warning = nextRevision === null || nextRevision.launching.length === 0 ? null : nextRevision.warning;
  return (
    <section id="waits" aria-labelledby="waits-title" className="panel mb-3 px-4 py-1 text-[0.8125rem]">
      <h2 id="waits-title" className="sr-only">
        Waits, the next deadline first
      </h2>
      <WaitList waits={waits.slice(0, shownAtFirst)} report={report} pace={pace} />
      {rest.length > 0 && (
        <details>
          <summary className="text-muted">
            {rest.length === 1 ? "1 more wait" : `${rest.length} more waits`}
          </summary>
          <WaitList waits={rest} report={report} pace={pace} />
        </details>
      )}
      {warning !== null && (
        <p data-tone="waiting" className="deadline my-1">
          <LinkedText text={warning} scope={report.scope} />
        </p>
      )}
    </section>
  );
}

function WaitList({ waits, report, pace }: WaitPanelProps & { readonly waits: readonly WaitView[] }) {
  return (
    <ul>
      {waits.map((wait) => (
        <li key={`${wait.kind} ${wait.subject.id} ${wait.sentence}`} className="border-b border-line py-0.5">
          <WaitLine wait={wait} report={report} pace={pace} />
        </li>
      ))}
    </ul>
  );
}

function WaitLine({ wait, report, pace }: WaitPanelProps & { readonly wait: WaitView }) {
  const { subject, deadlines, nextAt } = wait;
  const next = deadlines.find(({ at }) => at === nextAt) ?? deadlines.at(-1);
  const letter = report.lanes.find(({ instanceId }) => instanceId === subject.id)?.letter;
  return (
    <details>
      <summary>
        <span className="inline-flex w-[calc(100%-1.5rem)] flex-wrap items-baseline gap-x-3 align-top lg:inline-grid lg:grid-cols-[18rem_9.5rem_20.5rem_minmax(0,1fr)]">
          {next === undefined ? (
            <strong className="lg:col-span-2">no deadline known</strong>
          ) : (
            <>
              <span>
                <strong>
                  <Moment iso={next.at} at={report.at} />
                </strong>{" "}
                <Countdown iso={next.at} at={report.at} pace={pace} />
              </span>
              <span>{certaintyWords[next.certainty]}</span>
            </>
          )}
          <span>
            <StateChip tone="waiting">{kindWords[wait.kind]}</StateChip>{" "}
            <span className="id">{subject.id}</span>
            {letter !== undefined && ` (${letter})`}
          </span>
          <span className="min-w-0 lg:truncate">{next?.what ?? wait.sentence}</span>
        </span>
      </summary>
      <WaitDetail wait={wait} report={report} />
    </details>
  );
}

function WaitDetail({ wait, report }: { readonly wait: WaitView; readonly report: Report }) {
  return (
    <div className="my-1 max-w-[105ch] space-y-0.5 pl-4">
      <p>
        <ResourceLink scope={report.scope} kind={wait.subject.kind} id={wait.subject.id} />:{" "}
        <LinkedText text={wait.sentence} scope={report.scope} />
        {wait.since !== null && (
          <>
            {" "}
            {sinceWords[wait.sinceCertainty]} <Moment iso={wait.since} at={report.at} />,{" "}
            <Age iso={wait.since} at={report.at} /> ago.
          </>
        )}
      </p>
      {wait.deadlines.map(({ at, certainty, what, source }) => (
        <p key={`${certainty} ${at}`}>
          <Moment iso={at} at={report.at} />, {certaintyWords[certainty]}:{" "}
          <LinkedText text={what} scope={report.scope} />{" "}
          <span className="wrap-anywhere text-muted">
            (<Breakable text={source} />)
          </span>
        </p>
      ))}
      {wait.note !== null && <p>{wait.note}</p>}
    </div>
  );
}

const sinceWords = {
  exact: "Since",
  observed: "First read so",
  earliest: "Not before",
  unknown: "Since",
} as const satisfies Record<WaitView["sinceCertainty"], string>;
