import type { HttpHandler } from "@smithy/core/protocols";

// The real SDK clients and commands by name, so that every registered operation is tested without a list.

type SdkClient = {
  readonly config: Readonly<Record<string, unknown>>;
  send(command: object): Promise<object>;
};
export type Sdk = { readonly client: SdkClient; toCommand(operation: string, input: object): object };

/** The module whose name tests may use at will; the program itself imports only what it names. */
async function loadModule(signingName: string): Promise<{ module: object; client: string }> {
  switch (signingName) {
    case "codedeploy":
      return { module: await import("@aws-sdk/client-codedeploy"), client: "CodeDeployClient" };
    case "autoscaling":
      return { module: await import("@aws-sdk/client-auto-scaling"), client: "AutoScalingClient" };
    case "elasticloadbalancing":
      return {
        module: await import("@aws-sdk/client-elastic-load-balancing-v2"),
        client: "ElasticLoadBalancingV2Client",
      };
    case "ec2":
      return { module: await import("@aws-sdk/client-ec2"), client: "EC2Client" };
    case "sts":
      return { module: await import("@aws-sdk/client-sts"), client: "STSClient" };
    default:
      throw new Error(`no SDK client for ${signingName}`);
  }
}

export async function loadSdk(signingName: string, requestHandler: HttpHandler): Promise<Sdk> {
  const { module, client } = await loadModule(signingName);
  const config = {
    requestHandler,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIATEST", secretAccessKey: "s" },
  };
  return {
    client: construct<SdkClient>(module, client, config),
    toCommand: (operation, input) => construct(module, `${operation}Command`, input),
  };
}

/** Holds because the SDK exports each client and command as a class that takes one object. */
function construct<Instance extends object>(module: object, name: string, argument: object): Instance {
  const found = new Map<string, unknown>(Object.entries(module)).get(name);
  if (typeof found !== "function") throw new Error(`the SDK has no ${name}`);
  return Reflect.construct(found, [argument]) as Instance;
}
