"use client";

import { useRef, useState } from "react";
import { useUrlState } from "#components/data/use-url-state.ts";

/** An instant in the past as it stands in the URL; undefined is now. */
export type Looked = string | undefined;

export type MomentChoice = {
  readonly at: Looked;
  /** Shows an instant without a step in the browser's history: while the slider is being dragged. */
  readonly preview: (at: Looked) => void;
  /** Goes to an instant; Back leads to where the reader was before. */
  readonly go: (at: Looked) => void;
  /** Goes further in the same step of history, where the reader is still where `go` led. */
  readonly goOn: (at: Looked) => void;
};

type Preview = { readonly at: Looked; readonly urlAt: Looked };

/** Which moment the page shows: what the URL says, or what the slider passes over until it is let go. */
export function useMoment(): MomentChoice {
  const { params, change } = useUrlState();
  const [preview, setPreview] = useState<Preview>();
  const urlAt = params.get("at") || undefined;
  // The URL has moved on, to the preview or to somewhere else: from here on it speaks for itself.
  if (preview !== undefined && preview.urlAt !== urlAt) setPreview(undefined);
  const gone = useRef<Looked>(undefined);
  function show(at: Looked, how: "push" | "replace") {
    setPreview(at === urlAt ? undefined : { at, urlAt });
    gone.current = at;
    if (at !== readAt()) change(how, { at });
  }
  return {
    at: preview !== undefined && preview.urlAt === urlAt ? preview.at : urlAt,
    preview: (at) => setPreview({ at, urlAt }),
    go: (at) => show(at, "push"),
    goOn: (at) => show(at, readAt() === gone.current ? "replace" : "push"),
  };
}

/** What the address says at this moment: React may hear of it later than the next key comes. */
function readAt(): Looked {
  return new URLSearchParams(window.location.search).get("at") || undefined;
}
