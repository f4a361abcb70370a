"use client";

import { type ReactNode, useState } from "react";
import { useNow } from "#components/clock/clock-provider.tsx";
import { toMomentText } from "#components/format/time-text.ts";
import { TimeEntry } from "#components/time/time-entry.tsx";
import { isNow, type Reach, toEarliest, toTimeRange } from "#components/time/time-range.ts";
import { TimeSlider } from "#components/time/time-slider.tsx";
import { useDrag } from "#components/time/use-drag.ts";
import type { MomentChoice } from "#components/time/use-moment.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { Past } from "#lib/report/schema.ts";

type TimeControlProps = {
  readonly past: Past;
  readonly moment: MomentChoice;
  /** The server's clock when it sent the page: where the slider ends, however wrong the reader's own clock is. */
  readonly servedAt: string;
};

/** Walks through the recorded past: by dragging, from change to change, or to a typed time. */
export function TimeControl({ past, moment, servedAt }: TimeControlProps) {
  const [chosen, setChosen] = useState<Reach>("6h");
  const now = useNow(servedAt);
  const asked = Date.parse(moment.at ?? "");
  const at = Number.isNaN(asked) ? undefined : Math.min(asked, now);
  const range = toTimeRange({ past, now, at: at ?? now, chosen });
  const toLooked = (moved: number) => (isNow(moved, range) ? undefined : toSecond(moved));
  const drag = useDrag({
    onMove: (moved) => moment.preview(toLooked(moved)),
    onEnd: (moved) => moment.go(toLooked(moved)),
    onGoOn: (moved) => moment.goOn(toLooked(moved)),
  });
  const dragged = drag.at !== undefined && !isNow(drag.at, range) ? drag.at : undefined;
  const shown = drag.at === undefined ? at : dragged;
  return (
    <section aria-label="Time" className="time-control">
      <span className="flex gap-1">
        <ChangeButton name="Previous change" to={past.previousChange} onGo={moment.go}>
          ◀
        </ChangeButton>
        <ChangeButton name="Next change" to={past.nextChange} onGo={moment.go}>
          ▶
        </ChangeButton>
        <button
          type="button"
          className="button"
          aria-disabled={moment.at === undefined}
          onClick={() => moment.go(undefined)}
        >
          Back to now
        </button>
      </span>
      <span className="time-shown">
        {shown === undefined ? "now" : toMomentText(shown, now)}
        {shown !== undefined && <span className="zone"> UTC</span>}
      </span>
      <TimeSlider range={range} at={shown} recordedFrom={past.recordedFrom} drag={drag} />
      <span className="flex gap-1.5">
        <ReachChoice chosen={range.reach} choices={range.choices} onChoose={setChosen} />
        <TimeEntry label="go to" servedAt={servedAt} earliest={toEarliest(past)} onGo={moment.go} />
      </span>
    </section>
  );
}

/** Nobody points at milliseconds. Rounded up, so that the range's beginning stays inside it. */
function toSecond(epochMs: number): string {
  return new Date(Math.ceil(epochMs / secondMs) * secondMs).toISOString();
}

type ChangeButtonProps = {
  readonly name: string;
  readonly to: string | null;
  readonly onGo: (at: string) => void;
  readonly children: ReactNode;
};

/** Not `disabled` at the last change: whoever presses it again and again would lose the focus. */
function ChangeButton({ name, to, onGo, children }: ChangeButtonProps) {
  return (
    <button
      type="button"
      className="button"
      aria-label={name}
      title={to === null ? `${name}: there is none` : `${name}: ${to.slice(0, 19).replace("T", " ")} UTC`}
      aria-disabled={to === null}
      onClick={() => {
        if (to !== null) onGo(toSecond(Date.parse(to)));
      }}
    >
      {children}
    </button>
  );
}

type ReachChoiceProps = {
  readonly chosen: Reach;
  readonly choices: readonly Reach[];
  readonly onChoose: (reach: Reach) => void;
};

const reachWords = {
  "6h": "6 h",
  "24h": "24 h",
  "7d": "7 days",
  all: "all",
} as const satisfies Record<Reach, string>;

function ReachChoice({ chosen, choices, onChoose }: ReachChoiceProps) {
  if (choices.length < 2) return null;
  return (
    <select
      className="field"
      aria-label="How far back the slider reaches"
      value={chosen}
      onChange={(event) => onChoose(choices.find((reach) => reach === event.target.value) ?? "6h")}
    >
      {choices.map((reach) => (
        <option key={reach} value={reach}>
          {reachWords[reach]}
        </option>
      ))}
    </select>
  );
}
