"use client";

import { useState } from "react";
import { toDurationText } from "#components/format/time-text.ts";
import { FactList } from "#components/pinned/fact-list.tsx";
import { toFactsPath } from "#components/pinned/fact-paths.ts";
import { LoadState } from "#components/pinned/load-state.tsx";
import { findPinned } from "#components/pinned/pinned-item.ts";
import { useFacts } from "#components/pinned/use-pinned-data.ts";
import type { Pin } from "#components/timeline/hands/pins.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

type OnePinProps = { readonly scope: Scope; readonly report: Report; readonly pin: Pin };

/** A pinned item: what it is, from when to when, and what AWS said about the instance at that moment. */
export function OnePin({ scope, report, pin }: OnePinProps) {
  const [wanted, setWanted] = useState<"source" | "all">("source");
  const item = findPinned(report, pin);
  const source = wanted === "source" ? item.source : undefined;
  const path = toFactsPath(scope, report, { at: pin.at, instanceId: pin.instanceId, source });
  const live = useFacts(path, report.past.mode === "now" ? "ticking" : "frozen");
  const now = Date.parse(report.at);
  const moment = (at: number) => <Moment iso={new Date(at).toISOString()} at={report.at} />;
  const read = report.sources.find(({ id }) => id === item.source)?.readAt;
  return (
    <div className="space-y-2">
      <p className="wrap-anywhere">
        <strong>
          {item.trackLabel}: {item.state ?? "nothing drawn at this moment"}
        </strong>
        {item.detail !== undefined && <span> {item.detail}</span>}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3">
        <dt className="text-muted">Pinned at</dt>
        <dd>{moment(pin.at)}</dd>
        {item.kind === "span" && item.from !== undefined && (
          <>
            <dt className="text-muted">From, to</dt>
            <dd>
              {moment(item.from)} to {item.to === undefined ? "now" : moment(item.to)},{" "}
              {toDurationText((item.to ?? now) - item.from)}
            </dd>
          </>
        )}
        {item.sourceTitle !== undefined && (
          <>
            <dt className="text-muted">Source</dt>
            <dd>
              {item.sourceTitle}, last read <Moment iso={read} at={report.at} />
            </dd>
          </>
        )}
      </dl>
      {pin.at > now && <p>This lies ahead: what follows is what was last read.</p>}
      {item.source !== undefined && (
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">Facts of</legend>
          <Choice chosen={wanted === "source"} onChoose={() => setWanted("source")}>
            This source
          </Choice>
          <Choice chosen={wanted === "all"} onChoose={() => setWanted("all")}>
            All sources
          </Choice>
        </fieldset>
      )}
      <LoadState live={live} what="the facts" />
      {live.data !== undefined && <FactList data={live.data} />}
    </div>
  );
}

type ChoiceProps = {
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
};

export function Choice({ chosen, onChoose, children }: ChoiceProps) {
  return (
    <button type="button" className="button" aria-pressed={chosen} onClick={onChoose}>
      {children}
    </button>
  );
}
