import { defineStory, type Stage, type Story } from "#lib/simulator/scenarios/stage.ts";
import { createRandom, type Random } from "#lib/simulator/world/random.ts";
import type { ServiceOptions } from "#lib/simulator/world/set-up.ts";
import { attempt, healthyActions, isAtRest, type Life, pick, type Step } from "#lib/testing/healthy-life.ts";
import type { Plant } from "#lib/testing/incidents/plant.ts";
import { plants } from "#lib/testing/incidents/plants.ts";
import { makeScene } from "#lib/testing/incidents/scene.ts";

/** Some hours of one deployment group. What goes wrong in it is known beforehand. */
export type Incident = {
  readonly seed: number;
  readonly story: Story;
  /** Undefined in a healthy one. */
  readonly plant: Plant | undefined;
  /** Whether the failure was brought about by now. */
  isPlanted(): boolean;
  /** Whether AWS's answers show it by now. */
  isShown(): boolean;
  /** How many minutes after the curtain there is no more to see, as far as known by now. */
  minutes(): number;
  /** An act of the plant that the world refused: the incident is none. */
  trouble(): unknown;
};

export const incidentGroup = { application: "life", group: "prod-life" } as const;

/** Of so many incidents one is healthy. */
const healthyOneOf = 5;
const minutesBefore = 30;
const healthyMinutes = 14;
/** A failure comes when nothing else is under way; a life that is never at rest has none. */
const longestPrelude = 40;

/** The same seed, the same incident. Neighbouring seeds have different plants, so that any thousand has all of them. */
export function makeIncident(seed: number): Incident {
  const isHealthy = seed % healthyOneOf === 0;
  const turn = seed - Math.floor(seed / healthyOneOf);
  return playIncident(seed, isHealthy ? undefined : plants[turn % plants.length]);
}

type Planted = { readonly minute: number; isShown(): boolean };

function playIncident(seed: number, plant: Plant | undefined): Incident {
  let planted: Planted | undefined;
  let trouble: unknown;
  const story = defineStory({
    id: `incident-${seed}`,
    region: "us-east-1",
    title: `People's daily work${plant === undefined ? "" : `, and ${plant.rule}`}.`,
    play(bare) {
      const stage = guard(bare, (error) => {
        trouble ??= error;
      });
      const random = createRandom(seed);
      const service = stage.build.service(incidentGroup, makeService(random, plant?.service));
      const isTime = () =>
        isAtRest(stage, service) && !isRefreshing(life) && (planted === undefined || goesOn(plant));
      const life: Life = { stage, service, random, isTime };
      plant?.prepare?.(life);
      const end = plant === undefined ? healthyMinutes : longestPrelude;
      for (let minute = -minutesBefore; minute < end; minute += 1 + random.below(7)) {
        const act = pick(random, actions);
        stage.minutesAgo(-minute, () => {
          const isHeldBack = plant !== undefined && planted === undefined && minute > 1;
          if (!isHeldBack && life.isTime()) attempt(() => act({ life, minute }));
        });
      }
      if (plant === undefined) return;
      const plantAt = (minute: number) =>
        stage.minutesAgo(-minute, () => {
          if (life.isTime()) planted = { minute, isShown: plant.plant(makeScene(life, minute)) };
          else if (minute < longestPrelude) plantAt(minute + 0.25);
        });
      plantAt(2 + random.below(3));
    },
  });
  return {
    seed,
    story,
    plant,
    isPlanted: () => planted !== undefined,
    isShown: () => planted?.isShown() ?? false,
    trouble: () => trouble,
    minutes() {
      if (plant === undefined) return healthyMinutes;
      return planted === undefined ? longestPrelude : planted.minute + (plant.minutes ?? 8);
    },
  };
}

/** The world moves while it is read, and a source takes what is thrown then for a failed reading. */
function guard(stage: Stage, onTrouble: (error: unknown) => void): Stage {
  const guarded = (act: () => void) => () => {
    try {
      act();
    } catch (error) {
      onTrouble(error);
    }
  };
  return {
    ...stage,
    minutesAgo: (minutes, act) => stage.minutesAgo(minutes, guarded(act)),
    once: (minutes, condition, act) => stage.once(minutes, condition, guarded(act)),
  };
}

function goesOn(plant: Plant | undefined): boolean {
  return plant?.afterwards === "life-goes-on";
}

function isRefreshing({ stage, service }: Life): boolean {
  const { instanceRefreshes = [] } = stage.state.autoScalingGroups.get(service.autoScalingGroup) ?? {};
  return instanceRefreshes.some(({ endTime }) => endTime === undefined);
}

function makeService(random: Random, wanted: ServiceOptions = {}): ServiceOptions {
  const traffic = random.below(4) === 0 ? { trafficControl: false, targetGroupNames: [] } : {};
  return {
    desired: 2 + random.below(3),
    balanced: random.below(4) > 0,
    ...wanted,
    autoScalingGroup: { minSize: 2, maxSize: 8, ...wanted.autoScalingGroup },
    targetGroup: { deregistrationDelaySeconds: [10, 20, 40][random.below(3)] ?? 20, ...wanted.targetGroup },
    deploymentGroup: {
      terminationHookEnabled: random.below(4) === 0,
      ...traffic,
      ...wanted.deploymentGroup,
    },
  };
}

function refresh({ life: { stage, service } }: Step): void {
  stage.operator.startInstanceRefresh(service.autoScalingGroup);
}

/** Of a key that no deployment group looks for. */
function tag({ life: { stage, service, random }, minute }: Step): void {
  const members = stage.members(service.autoScalingGroup, "InService");
  if (members.length > 0)
    stage.operator.createTags(pick(random, members).instanceId, [{ key: "Seen", value: `${minute}` }]);
}

const actions: readonly ((step: Step) => void)[] = [...healthyActions, refresh, tag];
