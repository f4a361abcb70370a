"use client";

import { ComparePins } from "#components/pinned/compare-pins.tsx";
import { OnePin } from "#components/pinned/one-pin.tsx";
import type { Pin } from "#components/timeline/hands/pins.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

type PinnedPanelProps = {
  readonly scope: Scope;
  readonly report: Report;
  readonly pins: readonly Pin[];
  readonly onUnpin: (pin: Pin) => void;
  readonly onClear: () => void;
};

/** What is pinned on the timeline: one item with its raw facts, or two moments and what changed between them. */
export function PinnedPanel({ scope, report, pins, onUnpin, onClear }: PinnedPanelProps) {
  const [first, second] = pins;
  if (first === undefined) return null;
  return (
    <section aria-label="Pinned" className="panel mb-3 space-y-3 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-base">{second === undefined ? "Pinned" : "Compared"}</h2>
        <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
          {pins.map((pin) => (
            <li key={`${pin.instanceId} ${pin.track} ${pin.at} ${pin.itemKey}`}>
              <ResourceLink scope={scope} kind="instance" id={pin.instanceId} />{" "}
              <Moment iso={new Date(pin.at).toISOString()} at={report.at} />{" "}
              <button
                type="button"
                className="quiet-button"
                aria-label={`Unpin ${pin.instanceId} at ${new Date(pin.at).toISOString()}`}
                onClick={() => onUnpin(pin)}
              >
                Unpin
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className="button ml-auto" onClick={onClear}>
          Close
        </button>
      </div>
      {second === undefined ? (
        <OnePin scope={scope} report={report} pin={first} />
      ) : (
        <ComparePins scope={scope} report={report} first={first} second={second} />
      )}
    </section>
  );
}
