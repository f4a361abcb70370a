import { addSeconds, parseInstant, toInstant } from "#lib/domain/time.ts";
import { createWorld } from "#lib/simulator/world/create-world.ts";
import { operate } from "#lib/simulator/world/operate.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import { type Service, type ServiceOptions, setUp } from "#lib/simulator/world/set-up.ts";
import type {
  SimActivity,
  SimAutoScalingGroup,
  SimDeployment,
  SimInstance,
  SimMember,
  SimTarget,
} from "#lib/simulator/world/state.ts";

export type Lab = ReturnType<typeof makeLab>;

const account = "111122223333";
const region = "us-east-1";

/** A world with one region, for tests: time, builders, actions, and short ways to look. */
export function makeLab(options: { readonly seed?: number; readonly parameters?: Partial<Parameters> } = {}) {
  const start = parseInstant("2026-01-31T12:00:00Z") ?? toInstant(0);
  const world = createWorld({ start, seed: options.seed ?? 1, parameters: options.parameters ?? {} });
  const state = world.region(account, region);
  const found = <Thing>(thing: Thing | undefined, what: string): Thing => {
    if (thing === undefined) throw new Error(`the lab has no ${what}`);
    return thing;
  };
  const group = (name: string): SimAutoScalingGroup => found(state.autoScalingGroups.get(name), name);
  return {
    start,
    world,
    state,
    build: setUp(world, account, region),
    ops: operate(world, account, region),
    forward: (seconds: number) => world.advanceTo(addSeconds(world.now(), seconds)),
    group,
    instance: (id: string): SimInstance => found(state.instances.get(id), id),
    /** Undefined where the group no longer lists it. */
    member: (name: string, id: string): SimMember | undefined =>
      group(name).members.find((member) => member.instanceId === id),
    memberIds: (name: string, lifecycleState = "InService"): string[] =>
      group(name)
        .members.filter((member) => member.lifecycleState === lifecycleState)
        .map((member) => member.instanceId),
    /** The id of the group's so many-th member. */
    memberId: (name: string, index = 0): string =>
      found(group(name).members[index], `member ${index} of ${name}`).instanceId,
    activities: (name: string, about: string): SimActivity[] =>
      group(name).activities.filter((activity) => activity.description.includes(about)),
    target: (name: string, id: string): SimTarget | undefined =>
      found(
        [...state.targetGroups.values()].find((candidate) => candidate.name === name),
        name,
      ).targets.find((target) => target.instanceId === id),
    deployment: (id: string): SimDeployment => found(state.deployments.get(id), id),
    deployments: (creator: SimDeployment["creator"]): SimDeployment[] =>
      [...state.deployments.values()].filter((deployment) => deployment.creator === creator),
  };
}

/** A service that has lived its launches and is steady: application `api`, group `prod-api`, three instances in service. */
export function makeSteadyService(lab: Lab, options: ServiceOptions = {}): Service {
  const service = lab.build.service({ application: "api", group: "prod-api" }, options);
  lab.forward(600);
  return service;
}
