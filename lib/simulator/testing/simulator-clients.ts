import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { STSClient } from "@aws-sdk/client-sts";
import { createSimulator, type Simulator, type SimulatorOptions } from "#lib/simulator/mount/simulator.ts";
import { makeSmallWorld, smallAccount, smallRegion } from "#lib/simulator/testing/small-world.ts";

// A simulator of the small world with the real SDK clients on it.

export type ClientOptions = {
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  /** Over HTTP instead of in the process. */
  readonly endpoint?: string;
};

export type Clients = {
  readonly codedeploy: CodeDeployClient;
  readonly autoScaling: AutoScalingClient;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly ec2: EC2Client;
  readonly sts: STSClient;
};

export function makeClients(simulator: Simulator, options: ClientOptions = {}): Clients {
  const { accessKeyId = "AKIATEST", region = smallRegion, maxAttempts = 1, endpoint } = options;
  const config = {
    region,
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey: "secret" },
    ...(endpoint === undefined ? { requestHandler: simulator.requestHandler() } : { endpoint }),
  };
  return {
    codedeploy: new CodeDeployClient(config),
    autoScaling: new AutoScalingClient(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
    ec2: new EC2Client(config),
    sts: new STSClient(config),
  };
}

export function makeSimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  return createSimulator({
    world: makeSmallWorld(),
    catchUp: () => undefined,
    accounts: { AKIATEST: smallAccount },
    ...options,
  });
}
