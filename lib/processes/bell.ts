export type Bell = {
  ring(): void;
  /** Until it rings, or the time is over. A ring that nobody waited for is not lost: the next wait ends at once. */
  wait(ms: number): Promise<void>;
};

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(ms) {
      if (!rung)
        await new Promise<void>((resolve) => {
          const alarm = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(alarm);
            resolve();
          };
        });
      wake = undefined;
      rung = false;
    },
  };
}
