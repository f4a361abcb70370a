import { secondMs } from "#lib/domain/time.ts";

/** Whoever stops a process waits only so long before killing it. */
const mostMs = 3 * secondMs;

/**
 * Closes what is open when the process is told to end, and ends it. Next.js by itself would wait for every connection,
 * and a page that is looked at keeps its stream open.
 */
export function closeAtEnd(close: () => Promise<unknown>): void {
  const end = async () => {
    await Promise.race([close(), new Promise((resolve) => setTimeout(resolve, mostMs))]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end());
}
