"use client";

import { useState } from "react";
import { toDurationText } from "#components/format/time-text.ts";
import { groupChanges, selectMentioning } from "#components/pinned/change-groups.ts";
import { ChangeTable } from "#components/pinned/change-table.tsx";
import { CannotTellList } from "#components/pinned/fact-list.tsx";
import { toChangesPath, toOrdered } from "#components/pinned/fact-paths.ts";
import { LoadState } from "#components/pinned/load-state.tsx";
import { Choice } from "#components/pinned/one-pin.tsx";
import { useChanges } from "#components/pinned/use-pinned-data.ts";
import type { Pin } from "#components/timeline/hands/pins.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

type ComparePinsProps = {
  readonly scope: Scope;
  readonly report: Report;
  readonly first: Pin;
  readonly second: Pin;
};

/** What changed between two pinned moments. */
export function ComparePins({ scope, report, first, second }: ComparePinsProps) {
  const moments = [first.at, second.at] as const;
  const end = Date.parse(report.at);
  const [from, to] = toOrdered([Math.min(first.at, end), Math.min(second.at, end)]);
  if (from === to) return <p>Both are pinned at the same moment: nothing lies between them.</p>;
  return (
    <div className="space-y-2">
      <p>
        <strong>What changed</strong> from <Moment iso={new Date(from).toISOString()} at={report.at} /> to{" "}
        <Moment iso={new Date(to).toISOString()} at={report.at} />, {toDurationText(to - from)}
      </p>
      <Changed path={toChangesPath(scope, report, moments)} report={report} pins={[first, second]} />
    </div>
  );
}

type ChangedProps = { readonly path: string; readonly report: Report; readonly pins: readonly Pin[] };

function Changed({ path, report, pins }: ChangedProps) {
  const [wanted, setWanted] = useState<"pinned" | "all">("pinned");
  const live = useChanges(path, report.past.mode === "now" ? "ticking" : "frozen");
  if (live.data === undefined) return <LoadState live={live} what="what changed" />;
  const { changes, truncated, cannotTell } = live.data;
  const own = selectMentioning(
    changes,
    pins.map(({ instanceId }) => instanceId),
  );
  const shown = wanted === "pinned" ? own : changes;
  const groups = groupChanges(
    shown,
    report.lanes.map(({ instanceId }) => instanceId),
  );
  return (
    <>
      <LoadState live={live} what="what changed" />
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Changes of</legend>
        <Choice chosen={wanted === "pinned"} onChoose={() => setWanted("pinned")}>
          Pinned instances ({own.length})
        </Choice>
        <Choice chosen={wanted === "all"} onChoose={() => setWanted("all")}>
          Whole group ({changes.length})
        </Choice>
      </fieldset>
      {groups.length === 0 ? (
        <p className="text-muted">
          {cannotTell.length === 0
            ? "Nothing that was read differs between the two moments."
            : "Nothing differs in what was read at both moments."}
        </p>
      ) : (
        <ChangeTable groups={groups} />
      )}
      {truncated && <p>There are more changes than are listed. Choose moments closer together.</p>}
      <CannotTellList rows={cannotTell} />
    </>
  );
}
