import type { Service } from "#lib/aws/operation.ts";

/** How fast we may call one service in one account and region. */
export type Limit = {
  readonly concurrency: number;
  /** Requests that may go at once after a rest. */
  readonly burst: number;
  readonly refillPerSecond: number;
  /** Calls of one reader that may wait for their turn; the next one is refused. */
  readonly maxWaiting: number;
  /** How long nobody asks after the first throttling; 2 s unless told. */
  readonly firstBackOffMs?: number;
};

export type Limits = Readonly<Record<Service, Limit>>;

/** A client's retry budget is shared by its parallel requests: more than eight at once would starve each other of retries. */
const concurrency = 8;
/** Enough for one inventory of 1,000 applications that are asked about side by side. */
const maxWaiting = 2_000;

/** Each burst lets one group of a few hundred instances be read without waiting. */
export const defaultLimits: Limits = {
  /** No published rate. 25 targets per request: 300 instances in three deployments take about 50 requests. */
  codedeploy: { concurrency, burst: 100, refillPerSecond: 10, maxWaiting },
  /** Unpublished, and shared with CodeDeploy's own heartbeats: too much reading can make a lifecycle hook time out. So we give way first. */
  autoscaling: { concurrency: 4, burst: 40, refillPerSecond: 4, maxWaiting, firstBackOffMs: 8_000 },
  /** All Describe calls share 40 tokens and 10 a second: a quarter of each is ours. */
  elasticloadbalancing: { concurrency, burst: 10, refillPerSecond: 2.5, maxWaiting },
  /**
   * 100 tokens and 20 a second for filtered Describe calls: a quarter of each is ours. Few at once: parsing a hundred
   * instances takes long enough to hold up the answers that other calls wait for.
   */
  ec2: { concurrency: 3, burst: 25, refillPerSecond: 5, maxWaiting },
  /** Asked once at the start and once more for each account. */
  sts: { concurrency: 2, burst: 10, refillPerSecond: 1, maxWaiting },
};
