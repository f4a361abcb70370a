"use client";

import Link from "next/link";
import { HistoryNote } from "#components/data/history-note.tsx";
import { LiveNote, StaleNote } from "#components/data/live-note.tsx";
import { useFleet } from "#components/data/use-fleet.ts";
import { FleetEmpty } from "#components/fleet/fleet-empty.tsx";
import { FleetList } from "#components/fleet/fleet-list.tsx";
import { TroubleBanner } from "#components/fleet/trouble-banner.tsx";
import { PastProvider } from "#components/time/past-context.tsx";
import { PastNote } from "#components/time/past-note.tsx";
import { TimeEntry } from "#components/time/time-entry.tsx";
import { useMoment } from "#components/time/use-moment.ts";
import { MessagePanel } from "#components/ui/message-panel.tsx";
import type { Fleet, GroupRow } from "#lib/report/schema.ts";

/** What the server found when the page was asked for. */
export type InitialFleet =
  | { readonly ok: true; readonly fleet: Fleet }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

type FleetViewProps = {
  readonly initial: InitialFleet;
  /** What `initial` shows; the URL may have moved on since. */
  readonly initialAt: string | undefined;
  readonly servedAt: string;
};

/** All deployment groups, worst first; now or as they were known at a moment in the past. */
export function FleetView({ initial, initialAt, servedAt }: FleetViewProps) {
  const moment = useMoment();
  const asServed = moment.at === initialAt;
  const {
    data: fleet,
    trouble,
    retry,
  } = useFleet(moment.at, initial.ok && asServed ? initial.fleet : undefined);
  if (fleet === undefined) {
    const message = initial.ok || !asServed ? trouble : initial.error.message;
    return <FleetFailure message={message ?? "Reading."} retry={retry} />;
  }
  const pace = fleet.mode === "now" ? "ticking" : "frozen";
  const showNow = () => moment.go(undefined);
  return (
    <PastProvider at={moment.at}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-lg">Deployment groups</h1>
        <p role="status" className="text-muted">
          {toHeadline(fleet.groups)}
        </p>
        <span className="ml-auto flex flex-wrap items-baseline gap-x-4">
          <span className="text-[0.8125rem] text-muted" title="However many people look at this page">
            {toCallsText(fleet)}
          </span>
          <TimeEntry label="as of" servedAt={servedAt} earliest={undefined} onGo={moment.go} />
          <LiveNote at={fleet.at} pace={pace} trouble={trouble} />
        </span>
      </div>
      <PastNote at={fleet.at} mode={fleet.mode} servedAt={servedAt} onNow={showNow} />
      <StaleNote since={fleet.at} trouble={trouble} pace={pace} retry={retry} />
      <HistoryNote trouble={fleet.historyTrouble} />
      <TroubleBanner trouble={fleet.trouble} />
      {fleet.groups.length === 0 ? <FleetEmpty fleet={fleet} /> : <FleetList fleet={fleet} />}
    </PastProvider>
  );
}

type FleetFailureProps = { readonly message: string; readonly retry: () => void };

/** Nothing could be shown at all: what went wrong, in the server's words, and the ways on. */
function FleetFailure({ message, retry }: FleetFailureProps) {
  return (
    <MessagePanel tone="bad" title="The deployment groups cannot be shown">
      <p>{message}</p>
      <p className="flex flex-wrap items-baseline gap-3">
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
        <Link href="/">All deployment groups now</Link>
      </p>
    </MessagePanel>
  );
}

/** Another process may do the reading: then its calls are counted there. */
function toCallsText({ places }: Fleet): string {
  const counted = places.flatMap(({ callsLastMinute }) => callsLastMinute ?? []);
  if (counted.length === 0) return "calls to AWS: counted by the process that reads";
  return `calls to AWS in the last minute: ${counted.reduce((sum, calls) => sum + calls, 0)}`;
}

function toHeadline(groups: readonly GroupRow[]): string {
  const critical = groups.filter((row) => row.severity === "critical").length;
  const warning = groups.filter((row) => row.severity === "warning").length;
  const unknown = groups.filter((row) => row.severity === "unknown").length;
  if (groups.length === 0) return "";
  const parts = [
    critical > 0 ? `${critical} critical` : "",
    warning > 0 ? `${warning} with warnings` : "",
    unknown > 0 ? `${unknown} cannot be told` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "nothing found" : parts.join(", ");
}
