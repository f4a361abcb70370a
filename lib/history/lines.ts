/** Lets work on one thing be done in the order it came, and work on different things side by side. */
export type Lines = {
  enter<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
};

export function createLines(): Lines {
  const tails = new Map<string, Promise<unknown>>();

  return {
    enter(name, work) {
      const turn = (tails.get(name) ?? Promise.resolve()).then(work);
      const tail: Promise<void> = turn.then(
        () => leave(name, tail),
        () => leave(name, tail),
      );
      tails.set(name, tail);
      return turn;
    },
  };

  function leave(name: string, tail: Promise<unknown>): void {
    if (tails.get(name) === tail) tails.delete(name);
  }
}
