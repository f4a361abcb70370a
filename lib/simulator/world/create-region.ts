import { connectGroupDeletion } from "#lib/simulator/world/auto-scaling/delete-group.ts";
import { connectHealthChecks } from "#lib/simulator/world/auto-scaling/health.ts";
import { connectLaunches } from "#lib/simulator/world/auto-scaling/launch.ts";
import { connectLifetimes } from "#lib/simulator/world/auto-scaling/lifetimes.ts";
import { connectReconciliation } from "#lib/simulator/world/auto-scaling/reconcile.ts";
import { connectTermination } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { defaultConfigs } from "#lib/simulator/world/codedeploy/configs.ts";
import { connectFollowUps } from "#lib/simulator/world/codedeploy/follow-ups.ts";
import { connectHookDeployments } from "#lib/simulator/world/codedeploy/hook-deployments.ts";
import { connectPhases } from "#lib/simulator/world/codedeploy/phases.ts";
import { connectDeploymentStarts } from "#lib/simulator/world/codedeploy/start-deployments.ts";
import { connectTargets } from "#lib/simulator/world/elb/targets.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { Signal, SignalOf } from "#lib/simulator/world/signal.ts";
import type { RegionModel, SimWorld } from "#lib/simulator/world/sim-world.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

type RegionOptions = {
  readonly account: string;
  readonly region: string;
  /** Hears of every change at once. */
  readonly tell: (signal: Signal, model: RegionModel) => void;
};

/** An empty region with every service at work in it. */
export function createRegion(world: SimWorld, options: RegionOptions): RegionModel {
  const { account, region, tell } = options;
  if (!/^\d{12}$/.test(account)) refuse(`an account is 12 digits, not "${account}"`);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) refuse(`a region is named like us-east-1, not "${region}"`);
  const reactions: ((signal: Signal) => void)[] = [];
  const model: RegionModel = {
    world,
    state: makeEmptyState(account, region),
    hidden: {
      launchTemplates: new Map(),
      machines: new Map(),
      targets: new Map(),
      groups: new Map(),
      members: new Map(),
      runs: new Map(),
      badRevisions: new Map(),
      deploymentFaults: new Map(),
      raisedAlarms: new Set(),
      deniedProfiles: new Set(),
      shiftedZones: new Set(),
    },
    emit(signal) {
      tell(signal, model);
      world.after(0, () => {
        for (const react of reactions) react(signal);
      });
    },
    on(kind, react) {
      reactions.push((signal) => {
        if (isOfKind(signal, kind)) react(signal);
      });
    },
  };
  const services = [
    connectTargets,
    connectLaunches,
    connectTermination,
    connectHealthChecks,
    connectReconciliation,
    connectLifetimes,
    connectGroupDeletion,
    connectDeploymentStarts,
    connectPhases,
    connectHookDeployments,
    connectFollowUps,
  ];
  for (const connect of services) connect(model);
  return model;
}

function isOfKind<Kind extends Signal["kind"]>(signal: Signal, kind: Kind): signal is SignalOf<Kind> {
  return signal.kind === kind;
}

export function makeEmptyState(account: string, region: string): SimRegion {
  return {
    account,
    region,
    instances: new Map(),
    autoScalingGroups: new Map(),
    targetGroups: new Map(),
    applications: new Map(),
    deploymentGroups: new Map(),
    deployments: new Map(),
    deploymentConfigs: new Map(defaultConfigs.map((config) => [config.name, structuredClone(config)])),
  };
}
