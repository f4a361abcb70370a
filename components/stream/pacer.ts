export type Pacer = { trigger(): void; stop(): void };

/**
 * Runs at once when triggered, then rests. Whatever is triggered during a run or the rest after it leads to one more
 * run: nothing is lost, and a run never overlaps another.
 */
export function makePacer(run: () => Promise<unknown> | undefined, restMs: number): Pacer {
  let state: "idle" | "busy" | "again" | "stopped" = "idle";
  let rest: ReturnType<typeof setTimeout> | undefined;
  function start() {
    state = "busy";
    void Promise.resolve(run())
      .catch(() => undefined)
      .then(() => {
        if (state !== "stopped") rest = setTimeout(rested, restMs);
      });
  }
  function rested() {
    if (state === "again") start();
    else state = "idle";
  }
  return {
    trigger() {
      if (state === "idle") start();
      else if (state === "busy") state = "again";
    },
    stop() {
      state = "stopped";
      clearTimeout(rest);
    },
  };
}
