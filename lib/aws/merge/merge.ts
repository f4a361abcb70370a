import { createMerges } from "#lib/aws/merge/index.ts";
import { createQueue, type Queue } from "#lib/aws/merge/queue.ts";
import type { Call, Operation, Outcome } from "#lib/aws/operation.ts";

export type MergingSetup = {
  /** Bound to one account and region. */
  readonly call: Call;
  /** How long an ask may wait for others; 0: for those of the same turn of the event loop. */
  readonly patienceMs: number;
  readonly wait?: (ms: number) => Promise<void>;
};

/**
 * A call for many who read side by side: what they ask close together is sent as few calls, and each gets the answer
 * that it would have got alone. To be kept as long as the account and region are read, since it learns what cannot be
 * merged. Its shared calls may be of other operations than the asks: BatchGetDeploymentGroups and BatchGetDeployments
 * for CodeDeploy, DescribeAutoScalingGroups for activities.
 */
export function createMergingCall({ call, patienceMs, wait = waitInRealTime }: MergingSetup): Call {
  const merging = async <In, Out>(operation: Operation<In, Out>, input: In): Promise<Outcome<Out>> => {
    const queue = queues.find((candidate) => candidate.takes(operation.id, input));
    return queue === undefined ? call(operation, input) : toOutcomeOf<Out>(await queue.ask(input));
  };
  const calls = { call, merging };
  const patience = () => wait(patienceMs);
  const queues: readonly Queue[] = createMerges().map((merge) => createQueue({ merge, calls, patience }));
  return merging;
}

function waitInRealTime(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) setImmediate(resolve);
    else setTimeout(resolve, ms);
  });
}

/** Holds because a queue takes only asks of its own operation, whose output type is Out. */
function toOutcomeOf<Out>(outcome: Outcome<unknown>): Outcome<Out> {
  return outcome as Outcome<Out>;
}
