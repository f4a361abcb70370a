/** Waits so long, or until the signal says that nobody waits any more. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const waitInRealTime: Wait = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = Number.isFinite(ms) ? setTimeout(finish, ms) : undefined;
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    }
    signal.addEventListener("abort", finish);
  });
