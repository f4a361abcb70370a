"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { secondMs } from "#lib/domain/time.ts";

type Clock = {
  readonly subscribe: (listener: () => void) => () => void;
  /** Wall-clock milliseconds of the last tick; undefined until the first one. */
  readonly read: () => number | undefined;
};

function makeClock(): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let tick: number | undefined;
  function advance() {
    tick = Date.now();
    for (const listener of listeners) listener();
  }
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(advance, secondMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => tick,
  };
}

const ClockContext = createContext<Clock | undefined>(undefined);

/** One timer for everything on the page that counts seconds. */
export function ClockProvider({ children }: { readonly children: ReactNode }) {
  const [clock] = useState(makeClock);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/**
 * Now, on the clock of whoever wrote `at`: the instant of the data plus the time since it arrived here.
 * The reader's own clock may be wrong; on the server and at first paint it is `at` itself, so both agree.
 */
export function useNow(at: string, pace: "ticking" | "frozen" = "ticking"): number {
  const tick = useWallMs();
  const atMs = Date.parse(at);
  const [arrival, setArrival] = useState<{ readonly atMs: number; readonly wallMs: number }>();
  useEffect(() => setArrival({ atMs, wallMs: Date.now() }), [atMs]);
  if (pace === "frozen" || tick === undefined || arrival === undefined || arrival.atMs !== atMs) return atMs;
  return atMs + Math.max(0, tick - arrival.wallMs);
}

/** The reader's own clock, ticking; undefined on the server and before its first tick. */
export function useWallMs(): number | undefined {
  const clock = useContext(ClockContext);
  if (clock === undefined) throw new Error("a clock needs a ClockProvider above it");
  return useSyncExternalStore(clock.subscribe, clock.read, () => undefined);
}
