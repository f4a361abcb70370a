import { createAsker, type Keep } from "#lib/aws/batching/asker.ts";
import { autoScalingGroupsByName, scalingActivitiesSince } from "#lib/aws/batching/auto-scaling.ts";
import {
  createDeploymentsSince,
  deploymentConfigByName,
  deploymentGroupByName,
  deploymentGroupsByName,
  deploymentsById,
} from "#lib/aws/batching/codedeploy.ts";
import type { Batch } from "#lib/aws/batching/define-batch.ts";
import { instanceStatusById, instancesById, instancesByTag } from "#lib/aws/batching/ec2.ts";
import { targetGroupsByArn, targetGroupsByName } from "#lib/aws/batching/elb.ts";
import type { Call, Operation, Outcome } from "#lib/aws/operation.ts";

/** An operation may be there in several shapes. */
export function createKnownBatches(): readonly Batch[] {
  return [
    autoScalingGroupsByName,
    scalingActivitiesSince,
    createDeploymentsSince(),
    deploymentConfigByName,
    deploymentGroupByName,
    deploymentGroupsByName,
    deploymentsById,
    instancesById,
    instancesByTag,
    instanceStatusById,
    targetGroupsByArn,
    targetGroupsByName,
  ];
}

export type BatchingSetup = {
  /** Bound to one account and region. */
  readonly call: Call;
  /** Until asks that came meanwhile go out together. `asked`: how many have come so far, of any kind. */
  readonly patience: (asked: () => number) => Promise<void>;
  readonly keep?: Keep;
};

/**
 * A call for many who read side by side: what they ask close together is sent as few calls, and each gets the answer
 * that it would have got alone. To be kept as long as the account and region are read, since it learns what cannot be
 * put together. Its shared calls may be of other operations than the asks: BatchGetDeploymentGroups and
 * BatchGetDeployments for CodeDeploy, DescribeAutoScalingGroups for activities.
 */
export function createBatchingCall({ call, patience, keep }: BatchingSetup): Call {
  let asked = 0;
  const batching = async <In, Out>(operation: Operation<In, Out>, input: In): Promise<Outcome<Out>> => {
    asked += 1;
    for (const asker of askers) {
      const lot = asker.operationId === operation.id ? asker.lotOf(input) : undefined;
      if (lot !== undefined) return toOutcomeOf<Out>(await asker.ask(input, lot));
    }
    return await call(operation, input);
  };
  const setup = {
    calls: { call, batching },
    patience: () => patience(() => asked),
    takeTurn: createTurnstile(),
    keep,
  };
  const askers = createKnownBatches().map((batch) => createAsker(batch, setup));
  return batching;
}

const answeredAtOnce = 20;

/** Whoever gets an answer goes on with it at once: a thousand together would hold up everybody else. */
function createTurnstile(): () => Promise<void> {
  let passed = 0;
  return async () => {
    while (passed >= answeredAtOnce) await new Promise((resolve) => setImmediate(resolve));
    if (passed === 0)
      setImmediate(() => {
        passed = 0;
      });
    passed += 1;
  };
}

/** Holds because a batch takes only asks of its own operation, whose output type is Out. */
function toOutcomeOf<Out>(outcome: Outcome<unknown>): Outcome<Out> {
  return outcome as Outcome<Out>;
}
