import type { HttpHandler } from "@smithy/core/protocols";
import type { Scope } from "#lib/domain/scope.ts";
import {
  addMs,
  hourMs,
  type Instant,
  minuteMs,
  parseInstant,
  secondMs,
  toInstant,
} from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { openHistory } from "#lib/history/open-history.ts";
import type { Report } from "#lib/report/schema.ts";
import { buildView } from "#lib/server/build-view.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { createStageCollector, toStagePlaces } from "#lib/server/stage-collector.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import { type AccountSetup, openAccount, simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
import { type Operator, operate } from "#lib/simulator/world/operate.ts";
import type { SimWorld } from "#lib/simulator/world/sim-world.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

/** When people start to look at the stories. */
export const testCurtain = parseInstant("2026-03-04T14:00:00Z") ?? toInstant(0);

const windowMs = 6 * hourMs;

export type ObservedAccount = {
  readonly world: SimWorld;
  readonly simulator: Simulator;
  readonly history: History;
  now(): Instant;
  /** Reads whatever is due at this instant. */
  read(): Promise<void>;
  /** Lets so much time pass, then reads whatever is due. */
  elapse(seconds: number): Promise<void>;
  /** Reads every so many seconds until the instant; gives each reading's instant to the listener. */
  elapseUntil(
    until: Instant,
    everySeconds: number,
    onRead?: (now: Instant) => void | Promise<void>,
  ): Promise<void>;
  scopes(): Promise<readonly Scope[]>;
  /** The report of the deployment group of that name, as it is now or as it was. */
  report(group: string, at?: Instant): Promise<Report>;
  operator(region?: string): Operator;
  state(region?: string): SimRegion;
};

export type ObservedSetup = {
  readonly stories: readonly Story[];
  /** How many minutes before the curtain the reading begins; 0 unless told. */
  readonly minutesEarly?: number;
  /** What is between the SDK's clients and the simulated AWS. */
  readonly around?: (handler: HttpHandler) => HttpHandler;
} & Pick<AccountSetup, "seed" | "parameters" | "mount">;

/** The whole pipeline over a simulated account: the SDK's clients, the call port, collector, history, report. Time passes only when told. */
export async function observeAccount(setup: ObservedSetup): Promise<ObservedAccount> {
  const { stories, minutesEarly = 0, around = (handler) => handler, ...rest } = setup;
  let now = addMs(testCurtain, -minutesEarly * minuteMs);
  const clock = () => now;
  const { world, simulator } = openAccount({ ...rest, stories, now, curtain: testCurtain, realNowMs: clock });
  const history = await openHistory({ kind: "sqlite-memory", clock });
  const places = toStagePlaces(stories);
  const collector = createStageCollector({
    simulator: { ...simulator, requestHandler: () => around(simulator.requestHandler()) },
    places,
    history,
    clock,
  });
  const scopes = async () =>
    (await Promise.all(places.map((place) => listScopes(history, place, now)))).flat();
  const read = () => collector.tick();
  const elapse = async (seconds: number) => {
    now = addMs(now, seconds * secondMs);
    await read();
  };
  return {
    world,
    simulator,
    history,
    now: clock,
    read,
    elapse,
    async elapseUntil(until, everySeconds, onRead = () => undefined) {
      while (now < until) {
        await elapse(Math.min(everySeconds, (until - now) / secondMs));
        await onRead(now);
      }
    },
    scopes,
    async report(group, at = now) {
      const scope = (await scopes()).find((candidate) => candidate.group === group);
      if (scope === undefined) throw new Error(`the account has no deployment group ${group}`);
      const window = { at, from: addMs(at, -windowMs), to: at };
      return await buildView({ history, scope, window, asked: at === now ? "now" : "past" });
    },
    operator: (region = "us-east-1") => operate(world, simulatedAccount, region),
    state: (region = "us-east-1") => world.region(simulatedAccount, region),
  };
}
