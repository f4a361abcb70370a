"use client";

import { toNewestText, toRuns, toStripText, withNewest } from "#components/fleet/strip-text.ts";
import { useStrip } from "#components/fleet/use-strip.ts";
import { toSeverityTone } from "#components/ui/signs.tsx";
import type { GroupRow, SeverityStrip, StripSeverity, Tone } from "#lib/report/schema.ts";

type StripCellProps = { readonly row: GroupRow; readonly at: string };

/** The last 24 hours of a group at a glance, and in words. */
export function StripCell({ row, at }: StripCellProps) {
  const { strip, trouble } = useStrip(row.scope);
  if (strip === undefined) {
    return (
      <>
        <svg className="strip" aria-hidden="true" />
        <p className="strip-note">{trouble ? "not available" : " "}</p>
      </>
    );
  }
  const shown = withNewest(strip, row.severity, at);
  const text = toStripText(shown);
  return (
    <>
      <Strip strip={shown} title={text} />
      <p className="strip-note" aria-hidden="true">
        {toNewestText(shown)}
      </p>
      <p className="sr-only">{text}</p>
    </>
  );
}

const heights = {
  critical: 16,
  warning: 11,
  unknown: 7,
  info: 5,
  none: 2,
  "not-recorded": 0,
} as const satisfies Record<StripSeverity, number>;

const height = 16;

/** Worse is taller, and has its tone; what cannot be told is hatched, and where nothing is recorded there is a gap. */
function Strip({ strip, title }: { readonly strip: SeverityStrip; readonly title: string }) {
  const count = strip.buckets.length;
  return (
    <svg className="strip" viewBox={`0 0 ${count} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <title>{title}</title>
      <line x1="0" y1={height - 0.5} x2={count} y2={height - 0.5} className="strip-line" />
      {toRuns(strip).map(({ severity, from, to }) => (
        <rect
          key={from}
          data-tone={toTone(severity)}
          className={severity === "unknown" ? "strip-bar strip-unknown" : "strip-bar"}
          x={from}
          y={height - heights[severity]}
          width={to - from}
          height={heights[severity]}
        />
      ))}
    </svg>
  );
}

function toTone(severity: StripSeverity): Tone {
  return severity === "not-recorded" ? "unknown" : toSeverityTone(severity);
}
