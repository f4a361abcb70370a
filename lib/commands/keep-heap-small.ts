import { setFlagsFromString } from "node:v8";

/**
 * Left alone, the engine lets the heap grow to several times what lives in it before it collects: most of what the
 * process then takes is garbage. This much more than lives, in per cent, costs it hardly more work.
 */
const mostGarbagePercent = 40;

export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${mostGarbagePercent}`);
}
