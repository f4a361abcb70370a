import { JsonCodec2 } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { $SchemaRef } from "@smithy/types";
import { isUnit, makeStructure, membersOf, stringSchema } from "#lib/simulator/wire/schema.ts";

/** Timestamps are epoch seconds, as in the SDK's own awsJson1.1. */
function makeCodec(): JsonCodec2 {
  return new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });
}

export async function readJsonInput(schema: $SchemaRef, body: string): Promise<object> {
  if (isUnit(schema) || body === "") return {};
  if (!body.trimStart().startsWith("{")) throw new TypeError("the body is no JSON object");
  return makeCodec().createDeserializer().read(NormalizedSchema.of(schema), body);
}

export function writeJson(schema: $SchemaRef, value: object): string {
  if (isUnit(schema)) return "{}";
  const serializer = makeCodec().createSerializer();
  serializer.write(NormalizedSchema.of(schema), value);
  return new TextDecoder().decode(serializer.flush());
}

export type ErrorParts = {
  readonly namespace: string;
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** The error's schema where the service models it, and the thrown error with its members. */
  readonly schema: $SchemaRef | undefined;
  readonly error: Error;
};

export function writeJsonError({ namespace, code, message, schema, error }: ErrorParts): string {
  const modelled = schema === undefined ? {} : membersOf(schema);
  const envelope = makeStructure(namespace, "Error", {
    __type: stringSchema,
    ...modelled,
    message: stringSchema,
  });
  return writeJson(envelope, { ...error, __type: code, message });
}
