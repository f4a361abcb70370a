import { type Clients, createClients } from "#lib/aws/clients.ts";
import { defaultLimits, type Limit, type Limits } from "#lib/aws/limits.ts";

/** The SDK's own clients, over loopback to a simulated account. */
export function createBenchClients(endpoint: string): Clients {
  return createClients({
    endpoint,
    credentialsFor: () => ({ accessKeyId: "AKIABENCH", secretAccessKey: "bench" }),
  });
}

/** Where not the token buckets are measured but what would be asked without them: this many may go at once. */
export function toGenerousLimits(burst: number): Limits {
  const widen = (limit: Limit): Limit => ({ ...limit, burst, maxWaiting: Math.max(burst, limit.maxWaiting) });
  return {
    codedeploy: widen(defaultLimits.codedeploy),
    autoscaling: widen(defaultLimits.autoscaling),
    elasticloadbalancing: widen(defaultLimits.elasticloadbalancing),
    ec2: widen(defaultLimits.ec2),
    sts: widen(defaultLimits.sts),
  };
}
