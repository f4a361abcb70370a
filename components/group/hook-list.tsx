import { toDurationText } from "#components/format/time-text.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Age, Countdown, Moment } from "#components/ui/moment.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import { secondMs } from "#lib/domain/time.ts";
import type { HookView, Report, Tone } from "#lib/report/schema.ts";

type HookListProps = { readonly report: Report; readonly pace: "ticking" | "frozen" };

const ownerTones = {
  "this-group": "good",
  "other-group": "idle",
  foreign: "idle",
  orphan: "bad",
  unknown: "unknown",
} as const satisfies Record<HookView["owner"], Tone>;

/** Every lifecycle hook on the group's Auto Scaling groups, whose it is, and whom it holds until when. */
export function HookList({ report, pace }: HookListProps) {
  if (report.hooks.length === 0) return <p className="text-muted">No lifecycle hook in what was read.</p>;
  return (
    <ul className="space-y-3">
      {report.hooks.map((hook) => (
        <li
          key={`${hook.autoScalingGroup} ${hook.name}`}
          className="border-t border-line pt-2 first:border-0 first:pt-0"
        >
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <strong>
              <Breakable text={hook.name} />
            </strong>
            <span className="text-muted">
              on <Breakable text={hook.autoScalingGroup} /> · {hook.transition}
            </span>
            <StateChip tone={ownerTones[hook.owner]}>{hook.ownerText}</StateChip>
          </p>
          <p className="text-[0.8125rem] text-muted">
            heartbeat timeout {toSecondsText(hook.heartbeatTimeoutSeconds)} · global timeout{" "}
            {toSecondsText(hook.globalTimeoutSeconds)} · when time is up: {hook.defaultResult ?? "not known"}
          </p>
          {hook.waits.length === 0 ? (
            <p className="text-[0.8125rem]">Holds no instance now.</p>
          ) : (
            <ul className="mt-1 space-y-1">
              {hook.waits.map((wait) => (
                <HookWaitLine key={wait.instanceId} wait={wait} report={report} pace={pace} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

type HookWaitLineProps = HookListProps & { readonly wait: HookView["waits"][number] };

function HookWaitLine({ wait, report, pace }: HookWaitLineProps) {
  return (
    <li data-tone="waiting" className="deadline space-y-0.5">
      <p>
        <strong>
          <LinkedText text={wait.instanceId} scope={report.scope} /> {wait.lifecycleState}
        </strong>{" "}
        since <Moment iso={wait.since} at={report.at} /> (
        {wait.sinceCertainty === "observed"
          ? "first read so"
          : "launch activity; AWS does not say when it entered the state"}
        ), <Age iso={wait.since} at={report.at} />
      </p>
      <p>
        {wait.heartbeatDeadline !== null && (
          <>
            Earliest end <Moment iso={wait.heartbeatDeadline} at={report.at} />,{" "}
            <Countdown iso={wait.heartbeatDeadline} at={report.at} pace={pace} /> (heartbeats cannot be read,
            so it may be later).{" "}
          </>
        )}
        {wait.globalDeadline !== null && (
          <>
            Latest end <Moment iso={wait.globalDeadline} at={report.at} />.
          </>
        )}
      </p>
      <p>{wait.consequence}</p>
    </li>
  );
}

function toSecondsText(seconds: number | null): string {
  return seconds === null ? "not known" : toDurationText(seconds * secondMs);
}
