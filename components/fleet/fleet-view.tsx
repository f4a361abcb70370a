"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import { HistoryNote } from "#components/data/history-note.tsx";
import { LiveNote, StaleNote } from "#components/data/live-note.tsx";
import { useFleet } from "#components/data/use-fleet.ts";
import { useUrlState } from "#components/data/use-url-state.ts";
import { FleetEmpty } from "#components/fleet/fleet-empty.tsx";
import { filterRows, parseFleetFilter } from "#components/fleet/fleet-filter.ts";
import { FleetRow } from "#components/fleet/fleet-row.tsx";
import { FleetToolbar } from "#components/fleet/fleet-toolbar.tsx";
import { TroubleBanner } from "#components/fleet/trouble-banner.tsx";
import { useRowKeys } from "#components/fleet/use-row-keys.ts";
import { PastProvider } from "#components/time/past-context.tsx";
import { PastNote } from "#components/time/past-note.tsx";
import { TimeEntry } from "#components/time/time-entry.tsx";
import { useMoment } from "#components/time/use-moment.ts";
import { MessagePanel } from "#components/ui/message-panel.tsx";
import { toScopeKey } from "#lib/domain/scope.ts";
import type { Fleet, GroupRow } from "#lib/report/schema.ts";

const pageSize = 100;

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
      {fleet.groups.length === 0 ? <FleetEmpty fleet={fleet} /> : <FleetTable fleet={fleet} />}
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

function FleetTable({ fleet }: { readonly fleet: Fleet }) {
  const { params, change } = useUrlState();
  const filter = parseFleetFilter(params);
  const rows = filterRows(fleet.groups, filter);
  const [limit, setLimit] = useState(pageSize);
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  useRowKeys({ search: searchRef, rows: bodyRef });
  return (
    <div className="panel">
      <FleetToolbar
        rows={fleet.groups}
        filter={filter}
        shown={rows.length}
        searchRef={searchRef}
        onChange={(changes) => change("replace", changes)}
      />
      <div className="relative overflow-x-auto border-t border-line">
        <table className="data-table fleet-table">
          <caption className="sr-only">Deployment groups, worst first</caption>
          <thead>
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Group</th>
              <th scope="col">What is going on</th>
              <th scope="col">In service</th>
              <th scope="col">Target health</th>
              <th scope="col">Latest deployment</th>
            </tr>
          </thead>
          <tbody ref={bodyRef}>
            {rows.slice(0, limit).map((row) => (
              <FleetRow key={toScopeKey(row.scope)} row={row} at={fleet.at} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && (
        <p className="px-3 py-6 text-center text-muted">No group matches these filters.</p>
      )}
      {rows.length > limit && (
        <p className="border-t border-line px-3 py-2">
          <button type="button" className="button" onClick={() => setLimit(limit + pageSize)}>
            Show {Math.min(pageSize, rows.length - limit)} more
          </button>{" "}
          <span className="text-muted">{rows.length - limit} not shown; they are the least severe.</span>
        </p>
      )}
      <p className="hidden border-t border-line px-3 py-1.5 text-[0.78125rem] text-muted lg:block">
        Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous group, <kbd>Enter</kbd> open
      </p>
    </div>
  );
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
