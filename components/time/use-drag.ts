"use client";

import { useEffect, useRef, useState } from "react";
import { makePacer } from "#components/stream/pacer.ts";

/** While the slider moves, the page follows at most this often. */
const followMs = 150;
/** When keys have rested this long, the address says where they led. */
const keysRestMs = 700;

type Ends = {
  readonly onMove: (at: number) => void;
  readonly onEnd: (at: number) => void;
  /** The same walk by keys has led further than where `onEnd` was told of. */
  readonly onGoOn: (at: number) => void;
};

export type Drag = {
  /** Where the slider was moved to and not yet let go. */
  readonly at: number | undefined;
  readonly move: (at: number, by: "pointer" | "keys") => void;
  readonly end: () => void;
};

/**
 * Turns the many small movements of a slider into a page that follows calmly and one step of history at the end. A walk
 * by keys lasts until the slider is left, however long the reader looks between two presses.
 */
export function useDrag(ends: Ends): Drag {
  const [at, setAt] = useState<number>();
  const latest = useRef({ at, ends, walked: false });
  latest.current.ends = ends;
  const keysRest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pacer] = useState(() =>
    makePacer(() => {
      const { at: target, ends: current } = latest.current;
      if (target !== undefined) current.onMove(target);
      return undefined;
    }, followMs),
  );
  useEffect(() => () => clearTimeout(keysRest.current), []);

  function settle(walks: boolean) {
    clearTimeout(keysRest.current);
    const { at: target, ends: current, walked } = latest.current;
    Object.assign(latest.current, { at: undefined, walked: walks });
    setAt(undefined);
    if (target !== undefined) (walked ? current.onGoOn : current.onEnd)(target);
  }
  function move(target: number, by: "pointer" | "keys") {
    latest.current.at = target;
    setAt(target);
    pacer.trigger();
    clearTimeout(keysRest.current);
    if (by === "keys") keysRest.current = setTimeout(() => settle(true), keysRestMs);
    else latest.current.walked = false;
  }
  return { at, move, end: () => settle(false) };
}
