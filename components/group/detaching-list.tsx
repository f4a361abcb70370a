import { LinkedText } from "#components/ui/linked-text.tsx";
import { Countdown, Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { DetachingView, Report, Tone } from "#lib/report/schema.ts";

type DetachingListProps = { readonly report: Report; readonly pace: "ticking" | "frozen" };

const safetyWords = {
  yes: "safe to terminate",
  "not-yet": "do not terminate yet",
  "cannot-tell": "cannot tell if it is safe to terminate",
} as const satisfies Record<DetachingView["safe"], string>;

const safetyTones = {
  yes: "good",
  "not-yet": "waiting",
  "cannot-tell": "unknown",
} as const satisfies Record<DetachingView["safe"], Tone>;

/** Whether the instance can be terminated now, in words. */
export function SafetyChip({ safe }: Pick<DetachingView, "safe">) {
  return <StateChip tone={safetyTones[safe]}>{safetyWords[safe]}</StateChip>;
}

/** The instances on their way out: which of them can be terminated without leaving a ghost. */
export function DetachingList({ report, pace }: DetachingListProps) {
  if (report.detaching.length === 0) return null;
  return (
    <>
      <h3 className="panel-title">Safe to terminate?</h3>
      <ul className="mb-3 space-y-1 text-[0.8125rem]">
        {report.detaching.map(({ instanceId, safe, why, until }) => (
          <li key={instanceId}>
            <ResourceLink scope={report.scope} kind="instance" id={instanceId} /> <SafetyChip safe={safe} />{" "}
            <LinkedText text={why} scope={report.scope} />
            {until !== null && (
              <>
                {" "}
                Draining ends by <Moment iso={until} at={report.at} />,{" "}
                <Countdown iso={until} at={report.at} pace={pace} />.
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
