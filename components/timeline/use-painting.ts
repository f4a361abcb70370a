import { createRef, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Stage } from "#components/timeline/hands/stage.ts";
import {
  type Painted,
  type PaintLoop,
  type Surfaces,
  startPaintLoop,
} from "#components/timeline/paint-loop.ts";

export type SurfaceRefs = { readonly [Name in keyof Surfaces]: RefObject<Surfaces[Name] | null> };

/** Places for the elements that are painted on or measured: the same ones in every render, or a drag would be let go. */
export function useSurfaceRefs(): SurfaceRefs {
  const [refs] = useState(makeSurfaceRefs);
  return refs;
}

function makeSurfaceRefs(): SurfaceRefs {
  return {
    root: createRef(),
    plot: createRef(),
    scroller: createRef(),
    axis: createRef(),
    bands: createRef(),
    lanes: createRef(),
    overview: createRef(),
  };
}

export function toSurfaces(refs: SurfaceRefs): Surfaces | undefined {
  const { root, plot, scroller, axis, bands, lanes, overview } = refs;
  if (root.current === null || plot.current === null || scroller.current === null) return undefined;
  if (axis.current === null || bands.current === null) return undefined;
  if (lanes.current === null || overview.current === null) return undefined;
  return {
    root: root.current,
    plot: plot.current,
    scroller: scroller.current,
    axis: axis.current,
    bands: bands.current,
    lanes: lanes.current,
    overview: overview.current,
  };
}

/** Keeps the canvases as the stage and the plan are. React only says when the plan or the clock's form changed. */
export function usePainting(refs: SurfaceRefs, stage: Stage, painted: Painted): void {
  const latest = useRef(painted);
  const loop = useRef<PaintLoop>(undefined);
  useLayoutEffect(() => {
    const before = latest.current;
    latest.current = painted;
    // Paper does not wait for the next frame.
    if (before.medium !== painted.medium) loop.current?.paintNow();
    else loop.current?.request();
  });
  useEffect(() => {
    const surfaces = toSurfaces(refs);
    if (surfaces === undefined) return;
    const started = startPaintLoop(surfaces, stage, () => latest.current);
    loop.current = started;
    return () => started.stop();
  }, [refs, stage]);
}
