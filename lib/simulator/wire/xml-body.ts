import { XmlCodec } from "@aws-sdk/core/protocols";
import type { $SchemaRef } from "@smithy/types";
import type { ErrorParts } from "#lib/simulator/wire/json-body.ts";
import { isUnit, makeStructure, membersOf, stringSchema } from "#lib/simulator/wire/schema.ts";

// No XML is written by hand: the envelopes are structures of our own, so that the SDK's codec writes all of it.

type XmlService = { readonly xmlNamespace: string; readonly namespace: string };
type Answer = {
  readonly operation: string;
  readonly schema: $SchemaRef;
  readonly value: object;
  readonly requestId: string;
};

function writeXml(service: XmlService, schema: $SchemaRef, value: object): string {
  const serializer = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: service.xmlNamespace,
    serviceNamespace: service.namespace,
  }).createSerializer();
  serializer.write(typeof schema === "function" ? schema() : schema, value);
  const written = serializer.flush();
  return typeof written === "string" ? written : new TextDecoder().decode(written);
}

export function writeEc2Answer(service: XmlService, { operation, schema, value, requestId }: Answer): string {
  const members = { requestId: stringSchema, ...membersOf(schema) };
  return writeXml(service, makeStructure(service.namespace, `${operation}Response`, members), {
    ...value,
    requestId,
  });
}

export function writeQueryAnswer(
  service: XmlService,
  { operation, schema, value, requestId }: Answer,
): string {
  const metadata = makeStructure(service.namespace, "ResponseMetadata", { RequestId: stringSchema });
  const result = `${operation}Result`;
  const members: Record<string, $SchemaRef> = isUnit(schema) ? {} : { [result]: schema };
  const envelope = makeStructure(service.namespace, `${operation}Response`, {
    ...members,
    ResponseMetadata: metadata,
  });
  return writeXml(service, envelope, { [result]: value, ResponseMetadata: { RequestId: requestId } });
}

export function writeEc2Error(parts: ErrorParts, requestId: string): string {
  const error = makeStructure(parts.namespace, "Error", { Code: stringSchema, Message: stringSchema });
  const errors = makeStructure(parts.namespace, "Errors", { Error: error });
  const envelope = makeStructure(parts.namespace, "Response", {
    Errors: errors,
    RequestID: stringSchema,
  });
  return writeXml({ xmlNamespace: "", namespace: parts.namespace }, envelope, {
    Errors: { Error: { Code: parts.code, Message: parts.message } },
    RequestID: requestId,
  });
}

export function writeQueryError(service: XmlService, parts: ErrorParts, requestId: string): string {
  const modelled = Object.entries(parts.schema === undefined ? {} : membersOf(parts.schema));
  const error = makeStructure(service.namespace, "Error", {
    Type: stringSchema,
    Code: stringSchema,
    Message: stringSchema,
    ...Object.fromEntries(modelled.filter(([name]) => name.toLowerCase() !== "message")),
  });
  const envelope = makeStructure(service.namespace, "ErrorResponse", {
    Error: error,
    RequestId: stringSchema,
  });
  const type = parts.status < 500 ? "Sender" : "Receiver";
  return writeXml(service, envelope, {
    Error: { ...parts.error, Type: type, Code: parts.code, Message: parts.message },
    RequestId: requestId,
  });
}
