import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "#lib/simulator/mount/simulator.ts";
import { playStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import { createWallClock } from "#lib/simulator/world/clock.ts";
import { createWorld } from "#lib/simulator/world/create-world.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import type { SimWorld } from "#lib/simulator/world/sim-world.ts";

export const simulatedAccount = "123456789012";
export const simulatedRegions = ["us-east-1", "eu-west-1"] as const;
/** Any other key works, too: the simulator checks no signatures. */
export const simulatedCredentials = { accessKeyId: "AKIASIMULATED0000000", secretAccessKey: "simulated" };

/** How long the account has lived when people start to look. */
const livedMs = 6 * hourMs;

export type OpenAccount = { readonly world: SimWorld; readonly simulator: Simulator };

export type AccountSetup = {
  readonly stories: readonly Story[];
  /** The world has lived up to this instant, and goes on from there at the speed of `realNowMs`. */
  readonly now: Instant;
  /** The instant from which the stories count their minutes, where it is not `now`: their ends are then still to come. */
  readonly curtain?: Instant;
  readonly realNowMs: () => number;
  readonly seed?: number;
  readonly parameters?: Partial<Parameters>;
  readonly mount?: Pick<SimulatorOptions, "pageSizes" | "latencyMs">;
};

/** A simulated account in which the stories have happened, ready to be asked. */
export function openAccount(setup: AccountSetup): OpenAccount {
  const { stories, now, curtain = now, realNowMs, seed = 7, parameters = {}, mount = {} } = setup;
  const world = createWorld({ start: addMs(curtain, -livedMs), seed, parameters });
  for (const story of stories) playStory(story, world, { account: simulatedAccount, curtain });
  world.advanceTo(now);
  const { catchUp } = createWallClock(world, { speed: 1, realNowMs });
  const simulator = createSimulator({
    world,
    catchUp,
    accounts: {},
    otherKeysAccount: simulatedAccount,
    ...mount,
  });
  return { world, simulator };
}
