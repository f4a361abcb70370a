import { type StallWatch, watchStalls } from "#lib/bench/loop-stall.ts";

/** What this process took while it was watched. */
export type ProcessCost = {
  readonly seconds: number;
  /** Of one core: 1 is the whole of it. */
  readonly cpuShare: number;
  readonly mostResidentBytes: number;
  readonly mostHeapBytes: number;
  readonly longestStallMs: number;
};

const sampleMs = 250;

/** Watches this process until the time is over. */
export async function watchProcess(durationMs: number): Promise<ProcessCost> {
  const stalls: StallWatch = watchStalls();
  const startedAtMs = performance.now();
  const cpuBefore = process.cpuUsage();
  let mostResidentBytes = 0;
  let mostHeapBytes = 0;
  const sample = () => {
    const { rss, heapUsed } = process.memoryUsage();
    mostResidentBytes = Math.max(mostResidentBytes, rss);
    mostHeapBytes = Math.max(mostHeapBytes, heapUsed);
  };
  const timer = setInterval(sample, sampleMs);
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  sample();
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpuBefore);
  const elapsedMs = performance.now() - startedAtMs;
  const longestStallMs = stalls.takeLongestMs();
  stalls.stop();
  return {
    seconds: elapsedMs / 1_000,
    cpuShare: (user + system) / 1_000 / elapsedMs,
    mostResidentBytes,
    mostHeapBytes,
    longestStallMs,
  };
}
