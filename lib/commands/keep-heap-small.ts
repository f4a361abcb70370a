import { setFlagsFromString } from "node:v8";

/**
 * Left alone, the engine lets the heap grow to several times what lives in it before it collects: most of what the
 * process then takes is garbage. This much more than lives, in per cent, costs it hardly more work.
 */
const mostGarbagePercent = 30;

/** What collecting garbage may take of the machine that others work on, too. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${mostGarbagePercent}`);
  // Young objects are few at a time: several threads need three times as much for them as one does.
  setFlagsFromString("--no-parallel-scavenge");
}
