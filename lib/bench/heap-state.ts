import * as z from "zod";
import type { Preload } from "#lib/testing/start-server.ts";

const HeapState = z.object({ heapBytes: z.number(), residentBytes: z.number() });
/** Of a process, after a garbage collection. */
export type HeapState = Readonly<z.infer<typeof HeapState>>;

const portName = "BENCH_HEAP_PROBE_PORT";

/** Makes a process that can be asked by `readHeap`. */
export function toHeapProbe(port: number): Preload {
  return {
    nodeArguments: ["--expose-gc"],
    modules: [import.meta.resolve("#lib/bench/heap-probe.ts")],
    environment: { [portName]: String(port) },
  };
}

/** The other side of it: where such a process listens. */
export function heapProbePort(): number {
  return Number(process.env[portName]);
}

export async function readHeap(port: number): Promise<HeapState> {
  const response = await fetch(`http://127.0.0.1:${port}`);
  return HeapState.parse(await response.json());
}
