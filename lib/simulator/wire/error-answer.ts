import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema } from "@smithy/types";
import { AwsError, toAwsError } from "#lib/simulator/wire/aws-error.ts";
import { type ErrorParts, writeJsonError } from "#lib/simulator/wire/json-body.ts";
import type { Protocol, Service } from "#lib/simulator/wire/service.ts";
import { writeEc2Error, writeQueryError } from "#lib/simulator/wire/xml-body.ts";

export type ErrorAnswer = { readonly status: number; readonly code: string; readonly body: string };
type Place = {
  readonly protocol: Protocol;
  readonly service: Service | undefined;
  readonly requestId: string;
};

/** A thrown error on the wire, as the service would say it. Anything that is no AWS error is a fault of the simulator: 500. */
export function toErrorAnswer(thrown: unknown, place: Place): ErrorAnswer {
  const parts = toParts(thrown, place);
  return { status: parts.status, code: parts.code, body: writeError(parts, place) };
}

function writeError(parts: ErrorParts, { protocol, service, requestId }: Place): string {
  if (protocol === "json") return writeJsonError(parts);
  if (protocol === "ec2") return writeEc2Error(parts, requestId);
  const xmlNamespace = service === undefined || service.protocol === "json" ? "" : service.xmlNamespace;
  return writeQueryError({ xmlNamespace, namespace: parts.namespace }, parts, requestId);
}

function toParts(thrown: unknown, place: Place): ErrorParts {
  const namespace = place.service?.namespace ?? "com.amazonaws";
  if (thrown instanceof AwsError) {
    const { code, message, status } = thrown;
    return { namespace, code, message, status, schema: undefined, error: thrown };
  }
  const schema = thrown instanceof Error ? findErrorSchema(place.service, thrown.name) : undefined;
  if (schema === undefined || !(thrown instanceof Error)) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return toParts(toAwsError("internal", place.protocol, message), place);
  }
  const { code, status } = toModelledForm(schema, thrown.name);
  return { namespace, code, message: thrown.message, status, schema, error: thrown };
}

function findErrorSchema(service: Service | undefined, name: string): StaticErrorSchema | undefined {
  for (const registry of service?.errors ?? []) {
    const schema = registry.find((one) => isErrorSchema(one) && one[2] === name);
    if (isErrorSchema(schema)) return schema;
  }
  return undefined;
}

function isErrorSchema(schema: unknown): schema is StaticErrorSchema {
  return Array.isArray(schema) && schema[0] === -3;
}

/** The code on the wire may differ from the class: LimitExceededFault is `LimitExceeded` (trait awsQueryError). */
function toModelledForm(schema: StaticErrorSchema, name: string): { code: string; status: number } {
  const traits = NormalizedSchema.of(schema).getMergedTraits();
  const fallback = traits.error === "server" ? 500 : 400;
  const status = typeof traits.httpError === "number" ? traits.httpError : fallback;
  const query: unknown = traits.awsQueryError;
  if (!Array.isArray(query)) return { code: name, status };
  const [code, queryStatus]: unknown[] = query;
  return {
    code: typeof code === "string" ? code : name,
    status: typeof queryStatus === "number" ? queryStatus : status,
  };
}
