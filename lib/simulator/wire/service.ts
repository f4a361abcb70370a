import type { TypeRegistry } from "@smithy/core/schema";
import type { $SchemaRef } from "@smithy/types";
import type { SimContext } from "#lib/simulator/handlers/context.ts";

export type Protocol = "json" | "query" | "ec2";

/** One operation, its input and output erased: the schema that decodes and encodes them stands beside the handler. */
export type Operation = {
  readonly name: string;
  readonly input: $SchemaRef;
  readonly output: $SchemaRef;
  run(input: object, context: SimContext): object;
};

type Common = {
  /** The name in the credential scope, which for the services here is also the prefix of their IAM actions. */
  readonly signingName: string;
  readonly namespace: string;
  readonly errors: readonly TypeRegistry[];
  readonly operations: readonly Operation[];
  /** The service's own error for a required member that is not there. */
  toMissingMember(member: string): Error;
};

/** `target` is the first part of X-Amz-Target. */
type JsonService = Common & { readonly protocol: "json"; readonly target: string };

type FormService = Common & {
  readonly protocol: "query" | "ec2";
  readonly version: string;
  readonly xmlNamespace: string;
};

/** One AWS API as it is spoken: what the SDK's client of the service has in its own configuration. */
export type Service = JsonService | FormService;
