/** Does what it is given, so many at once, in the order asked; what is given up before its turn is never begun. */
export type FewAtOnce = <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;

export function createFewAtOnce(most: number): FewAtOnce {
  const waiting: (() => void)[] = [];
  let running = 0;

  function next(): void {
    while (running < most) {
      const begin = waiting.shift();
      if (begin === undefined) return;
      begin();
    }
  }

  return async (work, signal) => {
    await new Promise<void>((resolve, reject) => {
      function begin(): void {
        signal.removeEventListener("abort", giveUp);
        running += 1;
        resolve();
      }
      function giveUp(): void {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(signal.reason);
      }
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", giveUp, { once: true });
      waiting.push(begin);
      next();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      next();
    }
  };
}
