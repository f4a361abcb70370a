"use client";

import { useEffect, useRef, useState } from "react";
import { makePacer } from "#components/stream/pacer.ts";

/** While the slider moves, the page follows at most this often. */
const followMs = 150;
/** Key presses that follow each other sooner than this are one move. */
const keysEndMs = 700;

type Ends = {
  readonly onMove: (at: number) => void;
  readonly onEnd: (at: number) => void;
};

export type Drag = {
  /** Where the slider was moved to and not yet let go. */
  readonly at: number | undefined;
  readonly move: (at: number, by: "pointer" | "keys") => void;
  readonly end: () => void;
};

/** Turns the many small movements of a slider into a page that follows calmly and one step of history at the end. */
export function useDrag(ends: Ends): Drag {
  const [at, setAt] = useState<number>();
  const latest = useRef({ at, ends });
  latest.current.ends = ends;
  const keysEnd = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pacer] = useState(() =>
    makePacer(() => {
      const { at: target, ends: current } = latest.current;
      if (target !== undefined) current.onMove(target);
      return undefined;
    }, followMs),
  );
  useEffect(() => () => clearTimeout(keysEnd.current), []);

  function end() {
    clearTimeout(keysEnd.current);
    const target = latest.current.at;
    latest.current.at = undefined;
    setAt(undefined);
    if (target !== undefined) latest.current.ends.onEnd(target);
  }
  function move(target: number, by: "pointer" | "keys") {
    latest.current.at = target;
    setAt(target);
    pacer.trigger();
    clearTimeout(keysEnd.current);
    if (by === "keys") keysEnd.current = setTimeout(end, keysEndMs);
  }
  return { at, move, end };
}
