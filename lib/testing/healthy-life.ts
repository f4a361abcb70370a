import { defineStory, type Stage, type Story } from "#lib/simulator/scenarios/stage.ts";
import { createRandom, type Random } from "#lib/simulator/world/random.ts";
import { Refusal } from "#lib/simulator/world/refusal.ts";
import type { Service } from "#lib/simulator/world/set-up.ts";

export type Life = {
  readonly stage: Stage;
  readonly service: Service;
  readonly random: Random;
  /** People would act now. */
  isTime(): boolean;
};
export type Step = { readonly life: Life; readonly minute: number };

/** How a life is lived: `orderly` moves nothing while a release runs, and releases while nothing moves; `crowded` does not care. */
export type Manner = "orderly" | "crowded";

/** A service whose people only do what AWS's pages tell them to, for so many minutes from the curtain on. */
export function makeHealthyLife(seed: number, minutes: number, manner: Manner): Story {
  return defineStory({
    id: `healthy-life-${seed}`,
    region: "us-east-1",
    title: "Scaling, releases, detaching, standby and terminations, each in good order.",
    play(stage) {
      const random = createRandom(seed);
      const service = stage.build.service(
        { application: "life", group: "prod-life" },
        {
          desired: 2 + random.below(3),
          balanced: random.below(4) > 0,
          autoScalingGroup: { minSize: 1, maxSize: 8 },
          targetGroup: { deregistrationDelaySeconds: [20, 60, 180][random.below(3)] ?? 60 },
          deploymentGroup: {
            terminationHookEnabled: random.below(2) === 0,
            ...(random.below(3) === 0 ? { trafficControl: false, targetGroupNames: [] } : {}),
          },
        },
      );
      const life: Life = {
        stage,
        service,
        random,
        isTime: () => manner === "crowded" || isAtRest(stage, service),
      };
      for (let minute = 1; minute < minutes; minute += 1 + random.below(6)) {
        const act = pick(random, healthyActions);
        stage.minutesAgo(-minute, () => {
          if (life.isTime()) attempt(() => act({ life, minute }));
        });
      }
    },
  });
}

/** No deployment runs, and no instance is on its way. Scaling out by itself disturbs nobody. */
export function isAtRest(stage: Stage, service: Service): boolean {
  const members = stage.state.autoScalingGroups.get(service.autoScalingGroup)?.members ?? [];
  return (
    stage.operator.activeDeployments(service).length === 0 &&
    members.every(({ lifecycleState }) => ["InService", "Standby"].includes(lifecycleState))
  );
}

/** What AWS refuses is not done. */
export function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

function anyInService({ stage, service, random }: Life): string | undefined {
  const members = stage.members(service.autoScalingGroup, "InService");
  return members.length < 2 ? undefined : pick(random, members).instanceId;
}

function capacity(random: Random): "replace" | "decrement" {
  return random.below(2) === 0 ? "replace" : "decrement";
}

function desired({ stage, service }: Life): number {
  return stage.state.autoScalingGroups.get(service.autoScalingGroup)?.desiredCapacity ?? 0;
}

const scale = {
  out: ({ life }: Step) =>
    life.stage.operator.setDesiredCapacity(
      life.service.autoScalingGroup,
      desired(life) + 1 + life.random.below(2),
    ),
  in: ({ life }: Step) =>
    life.stage.operator.setDesiredCapacity(life.service.autoScalingGroup, desired(life) - 1),
};

function release({ life, minute }: Step): void {
  life.stage.operator.createDeployment({ ...life.service, revision: `r${minute}` });
}

function terminateInGroup({ life }: Step): void {
  const instanceId = anyInService(life);
  if (instanceId !== undefined)
    life.stage.operator.terminateInstanceInAutoScalingGroup({ instanceId, capacity: capacity(life.random) });
}

/** Detached, and terminated only when the group no longer lists it. */
function detach({ life, minute }: Step): void {
  const { stage, service, random } = life;
  const instanceId = anyInService(life);
  if (instanceId === undefined) return;
  const { autoScalingGroup } = service;
  stage.operator.detachInstances({ autoScalingGroup, instanceIds: [instanceId], capacity: capacity(random) });
  const isListed = () =>
    stage.state.autoScalingGroups
      .get(autoScalingGroup)
      ?.members.some((member) => member.instanceId === instanceId) ?? false;
  stage.once(
    -minute - 0.1,
    () => !isListed(),
    () => stage.operator.terminateInstances([instanceId]),
  );
}

/** Out for some minutes, then back. */
function standBy({ life, minute }: Step): void {
  const { stage, random } = life;
  const instanceId = anyInService(life);
  if (instanceId === undefined) return;
  stage.operator.enterStandby({ instanceId, capacity: capacity(random) });
  stage.minutesAgo(-minute - 5 - random.below(5), () => {
    if (life.isTime()) attempt(() => stage.operator.exitStandby(instanceId));
  });
}

/** What people do in good order; the more often an action stands here, the more often it is done. */
export const healthyActions: readonly ((step: Step) => void)[] = [
  scale.out,
  scale.in,
  release,
  release,
  terminateInGroup,
  detach,
  standBy,
];
