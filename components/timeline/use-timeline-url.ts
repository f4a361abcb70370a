import { useEffect, useRef } from "react";
import { useUrlState } from "#components/data/use-url-state.ts";
import { toIdTail } from "#components/timeline/hands/pin-text.ts";
import type { ViewportStore } from "#components/timeline/hands/viewport-store.ts";
import { parseViewport, toViewportText } from "#components/timeline/view/viewport-text.ts";
import type { Form, Zone } from "#components/timeline/view/zone.ts";
import type { Lane } from "#lib/report/schema.ts";

/** The names are short because links are pasted into chats in the middle of the night. */
const names = { viewport: "t", pins: "pin", zone: "z", form: "rel", flipped: "o", order: "by" } as const;
/** Hands that rest this long are done. */
const restMs = 300;

export type TimelineUrl = {
  readonly zone: Zone;
  readonly form: Form;
  readonly order: "trouble" | "launch";
  readonly viewportText: string | undefined;
  readonly pinText: string | null;
  readonly flippedTails: readonly string[];
  /** What the address says at this moment: React may hear of it a little later than a second click comes. */
  readonly readLatest: () => Pick<TimelineUrl, "pinText" | "flippedTails">;
  readonly set: (change: UrlChange) => void;
};

type UrlChange = {
  readonly zone?: Zone;
  readonly form?: Form;
  readonly order?: TimelineUrl["order"];
  readonly pinText?: string | undefined;
  readonly flipped?: ReadonlySet<string>;
};

/** What of the timeline a link carries. */
export function useTimelineUrl(): TimelineUrl {
  const { params, change } = useUrlState();
  function set(next: UrlChange) {
    change("replace", {
      ...("zone" in next ? { [names.zone]: next.zone === "local" ? "l" : undefined } : {}),
      ...("form" in next ? { [names.form]: next.form === "relative" ? "1" : undefined } : {}),
      ...("order" in next ? { [names.order]: next.order === "launch" ? "launch" : undefined } : {}),
      ...("pinText" in next ? { [names.pins]: next.pinText } : {}),
      ...(next.flipped === undefined ? {} : { [names.flipped]: [...next.flipped].map(toIdTail).join(".") }),
    });
  }
  return {
    zone: params.get(names.zone) === "l" ? "local" : "utc",
    form: params.get(names.form) === "1" ? "relative" : "clock",
    order: params.get(names.order) === "launch" ? "launch" : "trouble",
    viewportText: params.get(names.viewport) ?? undefined,
    ...toChosen(params),
    readLatest: () => toChosen(new URLSearchParams(window.location.search)),
    set,
  };
}

function toChosen(params: Pick<URLSearchParams, "get">): Pick<TimelineUrl, "pinText" | "flippedTails"> {
  const flipped = params.get(names.flipped) ?? "";
  return {
    pinText: params.get(names.pins),
    flippedTails: flipped.split(".").filter((tail) => tail !== ""),
  };
}

/** Which lanes the ends of ids in a link mean. */
export function toFlipped(lanes: readonly Lane[], tails: readonly string[]): ReadonlySet<string> {
  if (tails.length === 0) return new Set();
  const wanted = new Set(tails);
  return new Set(lanes.map((lane) => lane.instanceId).filter((id) => wanted.has(toIdTail(id))));
}

/** The URL follows the view when hands rest; the view follows the URL when something else changes it. */
export function useViewportInUrl(view: ViewportStore, text: string | undefined): void {
  const { change } = useUrlState();
  const written = useRef(text);
  useEffect(() => {
    if (text === written.current) return;
    // Of two writings in short order the first may be heard of after the second.
    const latest = new URLSearchParams(window.location.search).get(names.viewport) ?? undefined;
    if (text !== latest) return;
    written.current = text;
    view.move(parseViewport(text) ?? view.get().limits);
  }, [text, view]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function write() {
      const { viewport, limits } = view.get();
      const next = toViewportText(viewport, limits);
      if (next === written.current) return;
      written.current = next;
      change("replace", { [names.viewport]: next });
    }
    const stop = view.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, restMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [view, change]);
}
