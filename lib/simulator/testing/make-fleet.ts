import { type Lab, makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import type { Service, ServiceOptions } from "#lib/simulator/world/set-up.ts";
import type { SimDeployment } from "#lib/simulator/world/state.ts";

type Fleet = {
  readonly lab: Lab;
  readonly service: Service;
  readonly ids: readonly string[];
  readonly deploy: (revision?: string, configName?: string) => SimDeployment;
};

/** A steady service of three, without load balancer unless told, and a short way to deploy to it: for tests. */
export function makeFleet(
  options: { readonly service?: ServiceOptions; readonly parameters?: Partial<Parameters> } = {},
): Fleet {
  const lab = makeLab({ parameters: options.parameters ?? {} });
  const service = makeSteadyService(lab, options.service ?? { balanced: false });
  const deploy = (revision = "r2", configName = "CodeDeployDefault.OneAtATime") =>
    lab.ops.createDeployment({ ...service, revision, configName });
  return { lab, service, deploy, ids: lab.memberIds(service.autoScalingGroup) };
}

export const targetStatuses = (deployment: SimDeployment) =>
  deployment.targets?.map((target) => target.status) ?? [];

export const eventStatuses = (deployment: SimDeployment, index = 0) =>
  deployment.targets?.[index]?.events.map((event) => event.status) ?? [];
