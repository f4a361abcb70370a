// Loaded before a program that is started with --expose-gc: on a loopback port of its own it collects the garbage and
// answers with the memory that is left. The program knows nothing of it.
import { createServer } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { heapProbePort } from "#lib/bench/heap-state.ts";

// Threads of the program load what the program loads.
if (isMainThread) {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("The heap is measured with --expose-gc only.");
  createServer(async (_, response) => {
    collect();
    // What finalizers let go of in their turn goes with the second one.
    await nextTurn();
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    response.end(JSON.stringify({ heapBytes: heapUsed, residentBytes: rss }));
  })
    .listen(heapProbePort(), "127.0.0.1")
    .unref();
}
