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
  deployment: "deployment",
} as const satisfies Record<WaitView["kind"], string>;

const certaintyWords = {
  earliest: "at the earliest",
  latest: "at the latest",
  documented: "documented limit",
  contradicted: "AWS’s pages disagree",
} as const satisfies Record<WaitView["deadlines"][number]["certainty"], string>;

/** Everything that waits now: since when, until when, and what happens then. */
export function WaitPanel({ report, pace }: WaitPanelProps) {
  const { waits, nextRevision } = report;
  if (waits.length === 0) return null;
  const rest = waits.slice(shownAtFirst);
  return (
    <section id="waits" aria-labelledby="waits-title" className="panel mb-3 px-4 py-2 text-[0.8125rem]">
      <h2 id="waits-title" className="panel-title">
        Waits, the next deadline first
      </h2>
      <WaitList waits={waits.slice(0, shownAtFirst)} report={report} pace={pace} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length === 1 ? "1 more wait" : `${rest.length} more waits`}</summary>
          <WaitList waits={rest} report={report} pace={pace} />
        </details>
      )}
      {nextRevision !== null && nextRevision.warning !== null && nextRevision.launching.length > 0 && (
        <p data-tone="waiting" className="deadline mt-1.5">
          <LinkedText text={nextRevision.warning} scope={report.scope} />
        </p>
      )}
    </section>
  );
}

function WaitList({ waits, report, pace }: WaitPanelProps & { readonly waits: readonly WaitView[] }) {
  return (
    <ul>
      {waits.map((wait) => (
        <WaitLine
          key={`${wait.kind} ${wait.subject.id} ${wait.sentence}`}
          wait={wait}
          report={report}
          pace={pace}
        />
      ))}
    </ul>
  );
}

function WaitLine({ wait, report, pace }: WaitPanelProps & { readonly wait: WaitView }) {
  const { subject, deadlines, nextAt } = wait;
  const next = deadlines.find(({ at }) => at === nextAt) ?? deadlines.at(-1);
  const others = deadlines.filter((deadline) => deadline !== next);
  const letter = report.lanes.find(({ instanceId }) => instanceId === subject.id)?.letter;
  return (
    <li className="grid gap-x-5 gap-y-0.5 border-t border-line py-1.5 md:grid-cols-[13.5rem_minmax(0,5fr)_minmax(0,7fr)]">
      <div>
        {next === undefined ? (
          <strong>no deadline known</strong>
        ) : (
          <>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <strong>
                <Moment iso={next.at} at={report.at} />
              </strong>
              <Countdown iso={next.at} at={report.at} pace={pace} />
            </p>
            <p className="text-muted" title={next.source}>
              {certaintyWords[next.certainty]}
            </p>
          </>
        )}
      </div>
      <div>
        <p>
          <StateChip tone="waiting">{kindWords[wait.kind]}</StateChip>{" "}
          <ResourceLink scope={report.scope} kind={subject.kind} id={subject.id} />
          {letter !== undefined && ` (${letter})`}
        </p>
        <p>
          <LinkedText text={wait.sentence} scope={report.scope} />
        </p>
        {wait.since !== null && (
          <p className="text-muted">
            {toSinceWords(wait.sinceCertainty)} <Moment iso={wait.since} at={report.at} />,{" "}
            <Age iso={wait.since} at={report.at} />
          </p>
        )}
      </div>
      <div>
        {next !== undefined && (
          <p>
            <LinkedText text={next.what} scope={report.scope} />
          </p>
        )}
        {others.map((other) => (
          <p key={`${other.certainty} ${other.at}`} title={other.source}>
            Also <Moment iso={other.at} at={report.at} />, {certaintyWords[other.certainty]}
            {other.what === next?.what ? "." : ": "}
            {other.what !== next?.what && <LinkedText text={other.what} scope={report.scope} />}
          </p>
        ))}
        {wait.note !== null && <p className="text-muted">{wait.note}</p>}
      </div>
    </li>
  );
}

function toSinceWords(certainty: WaitView["sinceCertainty"]): string {
  if (certainty === "observed") return "first read so";
  return certainty === "earliest" ? "not before" : "since";
}
