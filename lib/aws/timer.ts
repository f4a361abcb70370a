/** Elapsed time, as the limits and windows of real AWS count it: the wall clock may jump, and a simulated one may race. */
export type Timer = {
  nowMs(): number;
  wait(ms: number): Promise<void>;
};

export const realTimer: Timer = {
  nowMs: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
