"use client";

import { useState } from "react";
import { useNow } from "#components/clock/clock-provider.tsx";
import { TimeEntry } from "#components/time/time-entry.tsx";
import { type Reach, toEarliest, toTimeRange } from "#components/time/time-range.ts";
import { TimeSlider } from "#components/time/time-slider.tsx";
import type { MomentChoice } from "#components/time/use-moment.ts";
import type { Past } from "#lib/report/schema.ts";

type TimeControlProps = {
  readonly past: Past;
  readonly moment: MomentChoice;
  /** The server's clock when it sent the page: where the slider ends, however wrong the reader's own clock is. */
  readonly servedAt: string;
};

const reachWords = {
  "6h": "6 h",
  "24h": "24 h",
  "7d": "7 days",
  all: "all",
} as const satisfies Record<Reach, string>;

/** Walks through the recorded past: by dragging, from change to change, or to a typed time. */
export function TimeControl({ past, moment, servedAt }: TimeControlProps) {
  const [chosen, setChosen] = useState<Reach>("6h");
  const now = useNow(servedAt);
  const at = moment.at === undefined ? undefined : Date.parse(moment.at);
  const looked = at === undefined || Number.isNaN(at) ? undefined : Math.min(at, now);
  const range = toTimeRange({ past, now, at: looked ?? now, chosen });
  const toText = (target: number | undefined) =>
    target === undefined ? undefined : new Date(target).toISOString();
  return (
    <section aria-label="Time" className="time-control">
      <span className="flex gap-1">
        <ChangeButton name="Previous change" sign="◀" to={past.previousChange} onGo={moment.go} />
        <ChangeButton name="Next change" sign="▶" to={past.nextChange} onGo={moment.go} />
      </span>
      <TimeSlider
        range={range}
        at={looked}
        recordedFrom={past.recordedFrom}
        onPreview={(target) => moment.preview(toText(target))}
        onGo={(target) => moment.go(toText(target))}
      />
      <span className="time-extra">
        {range.choices.length > 1 && (
          <select
            className="field"
            aria-label="How far back the slider reaches"
            value={range.reach}
            onChange={(event) =>
              setChosen(range.choices.find((reach) => reach === event.target.value) ?? "6h")
            }
          >
            {range.choices.map((reach) => (
              <option key={reach} value={reach}>
                {reachWords[reach]}
              </option>
            ))}
          </select>
        )}
        <TimeEntry
          label="Go to a time, UTC"
          servedAt={servedAt}
          earliest={toEarliest(past)}
          onGo={moment.go}
        />
        <button
          type="button"
          className="button"
          aria-disabled={moment.at === undefined}
          onClick={() => moment.go(undefined)}
        >
          Back to now
        </button>
      </span>
    </section>
  );
}

type ChangeButtonProps = {
  readonly name: string;
  readonly sign: string;
  readonly to: string | null;
  readonly onGo: (at: string) => void;
};

/** Not `disabled` at the last change: whoever presses it again and again would lose the focus. */
function ChangeButton({ name, sign, to, onGo }: ChangeButtonProps) {
  return (
    <button
      type="button"
      className="button"
      aria-label={name}
      title={to === null ? `${name}: there is none` : `${name}: ${to.slice(0, 19).replace("T", " ")} UTC`}
      aria-disabled={to === null}
      onClick={() => {
        if (to !== null) onGo(to);
      }}
    >
      {sign}
    </button>
  );
}
