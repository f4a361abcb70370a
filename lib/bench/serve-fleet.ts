// A simulated account in a process of its own: its work must not be counted as the reader's.
// Arguments: `fleet`, instances of its one deployment group, latency of every call in milliseconds · or `account`,
// applications of four deployment groups with ten instances each. Prints the address, then answers until it is ended.

import { accountSize, makeAccount } from "#lib/bench/make-account.ts";
import { makeFleet } from "#lib/bench/make-fleet.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { endWithParent } from "#lib/bench/program.ts";
import { toInstant } from "#lib/domain/time.ts";
import { createSimulator } from "#lib/simulator/mount/simulator.ts";

endWithParent();
const [kind, size = 3, latencyMs = 0] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const now = () => toInstant(Date.now());
const region =
  kind === "account"
    ? makeAccount(benchPlace, { ...accountSize, applications: size }, now())
    : makeFleet(benchPlace, size, now());
const simulator = createSimulator({
  world: { now, region: () => region },
  catchUp() {
    // Nothing happens in this account: it stands still.
  },
  accounts: {},
  otherKeysAccount: benchPlace.account,
  latencyMs,
});
const { url } = await simulator.listen({ port: 0 });
console.log(url);
