import { monitorEventLoopDelay } from "node:perf_hooks";

export type StallWatch = {
  /** The longest time since the start, or the last call, in which nothing else could run. */
  takeLongestMs(): number;
  stop(): void;
};

const resolutionMs = 1;

export function watchStalls(): StallWatch {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return {
    takeLongestMs() {
      const longestMs = histogram.max / 1e6;
      histogram.reset();
      return longestMs;
    },
    stop: () => void histogram.disable(),
  };
}
