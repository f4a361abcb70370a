"use client";

import { useSyncExternalStore } from "react";
import { toDurationText } from "#components/format/time-text.ts";
import { changeHighlight, type Stage } from "#components/timeline/hands/stage.ts";
import { fitTo } from "#components/timeline/view/viewport.ts";
import { toZonedClock, toZoneName, type Zone } from "#components/timeline/view/zone.ts";

/** How long the selected stretch is, and what can be done with it. */
export function SelectionNote({ stage, zone }: { readonly stage: Stage; readonly zone: Zone }) {
  const { subscribe } = stage.highlight;
  const selection = useSyncExternalStore(subscribe, () => stage.highlight.get().selection);
  if (selection === undefined || selection.to <= selection.from) return null;
  const { from, to } = selection;
  return (
    <p className="selection-note">
      <span>
        <strong>{toDurationText(to - from)}</strong> selected, {toZonedClock(zone, from)} to{" "}
        {toZonedClock(zone, to)} <span className="zone">{toZoneName(zone, from)}</span>
      </span>
      <button
        type="button"
        className="button"
        onClick={() => stage.view.move(fitTo(selection, stage.view.get().limits))}
      >
        Fit
      </button>
      <button
        type="button"
        className="button"
        onClick={() => changeHighlight(stage, { selection: undefined })}
      >
        Clear
      </button>
    </p>
  );
}

/** What hands did, said politely to readers of screens. */
export function Said({ stage }: { readonly stage: Stage }) {
  const text = useSyncExternalStore(stage.said.subscribe, stage.said.get);
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
