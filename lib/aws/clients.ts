import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { STSClient } from "@aws-sdk/client-sts";
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  DeserializeMiddleware,
  MetadataBearer,
  MiddlewareStack,
} from "@smithy/types";
import { makeAnswerCheck } from "#lib/aws/check-answer.ts";
import { createHandler } from "#lib/aws/handler.ts";
import type { Service } from "#lib/aws/operation.ts";
import { type AnswerHandler, readWhole } from "#lib/aws/whole-answers.ts";
import type { Place } from "#lib/domain/scope.ts";
import { toPlaceKey } from "#lib/domain/scope.ts";
import { minuteMs } from "#lib/domain/time.ts";

/** An account's credentials. A provider is asked again with `forceRefresh` where AWS calls what it gave expired. */
export type Credentials = AwsCredentialIdentity | AwsCredentialIdentityProvider;

/** Nothing given: the standard credential chain, real AWS, and `AWS_ENDPOINT_URL` with its per-service forms. */
export type ClientsSetup = {
  /**
   * Asked once per place. Places that are given the very same provider share what it gives. Without it, all places share
   * one run of the standard chain. What it throws is the failure of the place's calls.
   */
  readonly credentialsFor?: (place: Place) => Credentials;
  readonly endpoint?: string;
  /** The simulated account's handler: with it, nothing can leave the process. */
  readonly requestHandler?: AnswerHandler;
};

export type Clients = {
  /** Sends one SDK command, with the SDK's own retries. Rejects as the SDK does. */
  send(place: Place, service: Service, command: object, signal: AbortSignal): Promise<object>;
  /**
   * Fetches the place's credentials anew; calls that come while it runs share it. Does nothing where that has happened
   * since `sentAtMs` of `performance.now()`: the call that found them expired was then sent with the old ones. False where
   * the place refused what was fetched for it lately, as a region does that is not enabled: sending again is in vain.
   */
  refreshCredentials(place: Place, sentAtMs: number): Promise<boolean>;
};

type Client = InstanceType<(typeof clientClasses)[Service]>;

/** What all clients of the same credentials share. */
type Session = {
  readonly credentials: Credentials | undefined;
  /** The first client memoises what it was given; the others share that memory, or each would assume the role again. */
  memoised?: Client["config"]["credentials"];
  refreshing?: Promise<void>;
  refreshedAtMs: number;
};

const clientClasses = {
  codedeploy: CodeDeployClient,
  autoscaling: AutoScalingClient,
  elasticloadbalancing: ElasticLoadBalancingV2Client,
  ec2: EC2Client,
  sts: STSClient,
} as const;

const refreshAgainMs = 2 * minuteMs;

/** One client per account × region × service: clients keep a retry budget and an endpoint each. */
export function createClients(setup: ClientsSetup = {}): Clients {
  const requestHandler = readWhole(setup.requestHandler ?? createHandler());
  const clients = new Map<string, Client>();
  const refreshedForAtMs = new Map<string, number>();
  const sessionOf = createSessions(setup.credentialsFor);

  function createClient(place: Place, service: Service): Client {
    const session = sessionOf(place);
    const credentials = session.memoised ?? session.credentials;
    const client = new clientClasses[service]({
      region: place.region,
      requestHandler,
      maxAttempts: 3,
      retryMode: "standard",
      ...(credentials !== undefined && { credentials }),
      ...(setup.endpoint !== undefined && { endpoint: setup.endpoint }),
    });
    session.memoised ??= client.config.credentials;
    fitStack(client, makeAnswerCheck(service));
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
    async refreshCredentials(place, sentAtMs) {
      const session = sessionOf(place);
      if (session.refreshedAtMs > sentAtMs) return true;
      const key = toPlaceKey(place);
      if (sentAtMs - (refreshedForAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < refreshAgainMs) return false;
      const { credentials } = clientOf(place, "sts").config;
      session.refreshing ??= refresh(session, credentials);
      await session.refreshing;
      refreshedForAtMs.set(key, session.refreshedAtMs);
      return true;
    },
  };
}

async function refresh(session: Session, credentials: Client["config"]["credentials"]): Promise<void> {
  try {
    await credentials({ forceRefresh: true });
    session.refreshedAtMs = performance.now();
  } finally {
    delete session.refreshing;
  }
}

function createSessions(credentialsFor: ClientsSetup["credentialsFor"]): (place: Place) => Session {
  const ofPlaces = new Map<string, Session>();
  const ofCredentials = new Map<Credentials | undefined, Session>();
  return (place) => {
    const known = ofPlaces.get(toPlaceKey(place));
    if (known !== undefined) return known;
    const credentials = credentialsFor?.(place);
    const session = ofCredentials.get(credentials) ?? {
      credentials,
      refreshedAtMs: Number.NEGATIVE_INFINITY,
    };
    ofCredentials.set(credentials, session);
    ofPlaces.set(toPlaceKey(place), session);
    return session;
  };
}

/** Holds because the middleware looks only at what answers of all services have. */
function fitStack(client: Client, middleware: DeserializeMiddleware<object, MetadataBearer>): void {
  const stack = client.middlewareStack as unknown as MiddlewareStack<object, MetadataBearer>;
  // Around the SDK's own, which parses.
  stack.add(middleware, { step: "deserialize", priority: "high", name: "checkAnswer" });
  // It copies every answer for a log that nobody reads.
  stack.remove("loggerMiddleware");
}

/** Holds because an operation's service names the client that its command is for; the SDK checks nothing more. */
function sendCommand(client: Client, command: object, signal: AbortSignal): Promise<object> {
  const sender = client as { send(command: object, options: { abortSignal: AbortSignal }): Promise<object> };
  return sender.send(command, { abortSignal: signal });
}
