import TinyQueue from "tinyqueue";
import { addMs, type Instant, toIso } from "#lib/domain/time.ts";
import { createRegion } from "#lib/simulator/world/create-region.ts";
import { createIdentifiers } from "#lib/simulator/world/identifiers.ts";
import { type Parameters, toParameters } from "#lib/simulator/world/parameters.ts";
import { createRandom } from "#lib/simulator/world/random.ts";
import type { Signal } from "#lib/simulator/world/signal.ts";
import type { RegionModel, SimWorld } from "#lib/simulator/world/sim-world.ts";

type QueuedEvent = { readonly at: Instant; readonly sequence: number; readonly run: () => void };

/** A new world: no accounts yet, the clock at `start`. The same seed and the same calls give the same world. */
export function createWorld(options: {
  readonly start: Instant;
  readonly seed: number;
  readonly parameters?: Partial<Parameters>;
}): SimWorld {
  const parameters = toParameters(options.parameters ?? {});
  // By time, then by the order in which events were asked for.
  const queue = new TinyQueue<QueuedEvent>(
    [],
    (left, right) => left.at - right.at || left.sequence - right.sequence,
  );
  const random = createRandom(options.seed);
  const listeners: ((signal: Signal, model: RegionModel) => void)[] = [];
  const regions = new Map<string, RegionModel>();
  let now = options.start;
  let sequence = 0;
  let advancing = false;

  const world: SimWorld = {
    parameters,
    random,
    // Ids come from numbers of their own, so that a changed delay does not rename everything.
    ids: createIdentifiers(createRandom(options.seed ^ 0x5bd1e995)),
    now: () => now,
    advanceTo(instant) {
      if (instant < now)
        throw new RangeError(`the world is at ${toIso(now)} and cannot go back to ${toIso(instant)}`);
      if (advancing) throw new Error("the world is advancing already: schedule with at or after instead");
      advancing = true;
      try {
        for (let due = queue.peek(); due !== undefined && due.at <= instant; due = queue.peek()) {
          queue.pop();
          now = due.at;
          due.run();
        }
        now = instant;
      } finally {
        advancing = false;
      }
    },
    at(instant, run) {
      if (instant < now) throw new RangeError(`${toIso(instant)} is past: the world is at ${toIso(now)}`);
      sequence += 1;
      queue.push({ at: instant, sequence, run });
    },
    after: (ms, run) => world.at(addMs(now, Math.round(ms)), run),
    afterAbout: (seconds, run) => world.after(random.spread(seconds) * 1000, run),
    model(account, region) {
      const key = `${account}/${region}`;
      const known = regions.get(key);
      if (known !== undefined) return known;
      const tell = (signal: Signal, model: RegionModel) => {
        for (const listener of listeners) listener(signal, model);
      };
      const model = createRegion(world, { account, region, tell });
      regions.set(key, model);
      return model;
    },
    region: (account, region) => world.model(account, region).state,
    onTransition: (listener) => {
      listeners.push(listener);
    },
  };
  return world;
}
