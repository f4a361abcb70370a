import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { STSClient } from "@aws-sdk/client-sts";
import type { HttpHandlerUserInput } from "@smithy/core/protocols";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import { createHandler } from "#lib/aws/handler.ts";
import type { Service } from "#lib/aws/operation.ts";
import type { Place } from "#lib/domain/scope.ts";
import { toPlaceKey } from "#lib/domain/scope.ts";

/** Nothing given: the standard credential chain, real AWS, and `AWS_ENDPOINT_URL` with its per-service forms. */
export type ClientsSetup = {
  /** Asked once per account. Without it, all accounts share one run of the standard chain. */
  readonly credentialsFor?: (account: string) => AwsCredentialIdentity | AwsCredentialIdentityProvider;
  readonly endpoint?: string;
  /** The simulated account's handler: with it, nothing can leave the process. */
  readonly requestHandler?: HttpHandlerUserInput;
};

export type Clients = {
  /** Sends one SDK command, with the SDK's own retries. Rejects as the SDK does. */
  send(place: Place, service: Service, command: object, signal: AbortSignal): Promise<object>;
  /** Fetches the account's credentials anew; calls that come while it runs share it. */
  refreshCredentials(place: Place): Promise<void>;
};

type Client = InstanceType<(typeof clientClasses)[Service]>;
type SharedProvider = Client["config"]["credentials"];

const clientClasses = {
  codedeploy: CodeDeployClient,
  autoscaling: AutoScalingClient,
  elasticloadbalancing: ElasticLoadBalancingV2Client,
  ec2: EC2Client,
  sts: STSClient,
} as const;

/** One client per account × region × service: clients keep a retry budget and an endpoint each. */
export function createClients(setup: ClientsSetup = {}): Clients {
  const requestHandler = setup.requestHandler ?? createHandler();
  const clients = new Map<string, Client>();
  const providers = new Map<string, SharedProvider>();
  const refreshes = new Map<string, Promise<void>>();

  function toAccountKey(place: Place): string {
    return setup.credentialsFor === undefined ? "standard chain" : place.account;
  }

  function createClient(place: Place, service: Service): Client {
    const accountKey = toAccountKey(place);
    const credentials = providers.get(accountKey) ?? setup.credentialsFor?.(place.account);
    const client = new clientClasses[service]({
      region: place.region,
      requestHandler,
      maxAttempts: 3,
      retryMode: "standard",
      ...(credentials !== undefined && { credentials }),
      ...(setup.endpoint !== undefined && { endpoint: setup.endpoint }),
    });
    // The first client memoises what it was given; the others share that memory, or each would assume the role again.
    if (!providers.has(accountKey)) providers.set(accountKey, client.config.credentials);
    return client;
  }

  function clientOf(place: Place, service: Service): Client {
    const key = `${toPlaceKey(place)} ${service}`;
    const client = clients.get(key) ?? createClient(place, service);
    clients.set(key, client);
    return client;
  }

  return {
    send: async (place, service, command, signal) => sendCommand(clientOf(place, service), command, signal),
    async refreshCredentials(place) {
      const accountKey = toAccountKey(place);
      const refresh =
        refreshes.get(accountKey) ??
        clientOf(place, "sts")
          .config.credentials({ forceRefresh: true })
          .then(() => undefined)
          .finally(() => refreshes.delete(accountKey));
      refreshes.set(accountKey, refresh);
      await refresh;
    },
  };
}

/** Holds because an operation's service names the client that its command is for; the SDK checks nothing more. */
function sendCommand(client: Client, command: object, signal: AbortSignal): Promise<object> {
  const sender = client as { send(command: object, options: { abortSignal: AbortSignal }): Promise<object> };
  return sender.send(command, { abortSignal: signal });
}
