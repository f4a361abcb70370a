"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Finding, Lane, Report } from "#lib/report/schema.ts";

export type TimelineProps = {
  readonly report: Report;
  readonly lanes: readonly Lane[];
  readonly selected: string | undefined;
  readonly onSelect?: (instanceId: string | undefined) => void;
  /** The finding that is open, and how to open another. */
  readonly finding?: Finding | undefined;
  readonly onFinding?: (key: string) => void;
  /** Controls that stand in the timeline's head. */
  readonly children?: ReactNode;
};

// Its drawing needs a browser, and the answer above it must not wait for its code.
const TimelineBody = dynamic(
  () => import("#components/timeline/timeline-body.tsx").then((loaded) => loaded.TimelineBody),
  { ssr: false, loading: () => <div className="timeline-waiting" /> },
);

/** The instances of a group on one time axis. */
export function Timeline(props: TimelineProps) {
  return (
    <section aria-label="Timeline" className="panel overflow-hidden">
      <TimelineBody {...props} />
    </section>
  );
}
