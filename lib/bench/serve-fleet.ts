// A simulated account of one deployment group in a process of its own: its work must not be counted as the reader's.
// Arguments: instances, latency of every call in milliseconds. Prints the address, then answers until it is ended.

import { makeFleet } from "#lib/bench/make-fleet.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { toInstant } from "#lib/domain/time.ts";
import { createSimulator } from "#lib/simulator/mount/simulator.ts";

const [size = 3, latencyMs = 0] = process.argv.slice(2).map(Number);
const now = () => toInstant(Date.now());
const fleet = makeFleet(benchPlace, size, now());
const simulator = createSimulator({
  world: { now, region: () => fleet },
  catchUp() {
    // Nothing happens in this account: it stands still in the middle of a deployment.
  },
  accounts: {},
  otherKeysAccount: benchPlace.account,
  latencyMs,
});
const { url } = await simulator.listen({ port: 0 });
console.log(url);
