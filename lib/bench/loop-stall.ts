import { monitorEventLoopDelay } from "node:perf_hooks";

export type StallWatch = {
  /** The longest time since the start, or the last call, in which nothing else could run. */
  takeLongestMs(): number;
  stop(): void;
};

/** Finer ones take some per cent of a core themselves. */
const resolutionMs = 10;

export function watchStalls(): StallWatch {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return {
    takeLongestMs() {
      const longestMs = Math.max(0, histogram.max / 1e6 - resolutionMs);
      histogram.reset();
      return longestMs;
    },
    stop: () => void histogram.disable(),
  };
}
