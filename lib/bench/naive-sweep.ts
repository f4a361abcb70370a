import type { Clients } from "#lib/aws/clients.ts";
import { createPort } from "#lib/aws/port.ts";
import { toGenerousLimits } from "#lib/bench/bench-clients.ts";
import { type CallCount, createCallCount } from "#lib/bench/call-count.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import { toInstant } from "#lib/domain/time.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

const sources: readonly Source[] = Object.values(registry);
const operations = sources.flatMap((source) => source.operations);
const clock = () => toInstant(Date.now());
const groupsAtOnce = 8;

/** Reads the inventory, and then every deployment group by itself, as if it were the only one: nothing is shared. */
export async function readNaively(
  clients: Clients,
  place: Place,
  scopes: readonly Scope[],
): Promise<CallCount> {
  const count = createCallCount();
  await readAlone({ ...place, application: "", group: "" }, "place");
  const queue = scopes.values();
  const worker = async () => {
    for (const scope of queue) await readAlone(scope, "group");
  };
  await Promise.all(Array.from({ length: groupsAtOnce }, worker));
  return count;

  async function readAlone(scope: Scope, level: Source["level"]): Promise<void> {
    // A port of its own, because a port lets equal calls in flight share one answer.
    const port = createPort({
      clients,
      allow: operations,
      clock,
      limits: toGenerousLimits(10_000),
      onCall: count.add,
    });
    const readings = await gather({
      sources: sources.filter((source) => source.level === level),
      place,
      scope,
      call: port.callFor(place),
      clock,
      onDefect: throwDefect,
    });
    const failure = readings.flatMap(({ failures }) => failures)[0];
    if (failure !== undefined) throw new Error(`the naive reading failed: ${JSON.stringify(failure)}`);
  }
}
