import { NormalizedSchema } from "@smithy/core/schema";
import { getSmithyContext } from "@smithy/core/transport";
import type { DeserializeMiddleware, MetadataBearer, ResponseMetadata, SchemaRef } from "@smithy/types";
import type { Service } from "#lib/aws/operation.ts";

/** The answer is not recognisably that of the operation. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswer";
  readonly $metadata: ResponseMetadata;
  constructor(what: string, metadata: ResponseMetadata) {
    super(`${what}; it is probably not from AWS but from a proxy or a sign-in page.`);
    this.$metadata = metadata;
  }
}

/** A 2xx answer, as it came and as the SDK understood it. */
type Understood = {
  readonly service: Service;
  /** E.g. "DescribeInstances". */
  readonly operation: string;
  readonly body: Uint8Array;
  readonly output: MetadataBearer;
  readonly outputSchema: SchemaRef;
};

/**
 * Refuses answers that are not the operation's. The SDK resolves to an empty output, without an error, where a body is
 * empty, other XML or other JSON: to those who asked it would say that AWS has nothing.
 */
export function makeAnswerCheck(service: Service): DeserializeMiddleware<object, MetadataBearer> {
  return (next, context) => async (args) => {
    const answered = await next(args);
    const { response, output } = answered;
    // Only a step before parsing would have none.
    if (output === undefined) return answered;
    const [operation, outputSchema] = toOperation(getSmithyContext(context).operationSchema);
    const find = service === "codedeploy" ? findForeignJson : findForeignXml;
    const foreign = find({ service, operation, body: toBody(response), output, outputSchema });
    if (foreign !== undefined) throw new ForeignAnswer(foreign, output.$metadata);
    return answered;
  };
}

/** AWS begins with the root, and soon comes to the result. */
const headBytes = 4_096;
const firstElement = /^\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*<([\w.-]+)/s;

/** Query: `<…Response>` around `<…Result>`. EC2: `<…Response>` around the result's members. */
function findForeignXml({ service, operation, body }: Understood): string | undefined {
  const head = toHead(body);
  const root = firstElement.exec(head)?.[1];
  if (root === undefined) return "The answer is empty";
  if (root !== `${operation}Response`) return `The answer is <${root}>, not <${operation}Response>`;
  const hasResult = service === "ec2" || new RegExp(`<${operation}Result[\\s/>]`).test(head);
  return hasResult ? undefined : `The answer has no <${operation}Result>`;
}

function findForeignJson({ body, output, outputSchema }: Understood): string | undefined {
  const head = toHead(body).trim();
  if (!head.startsWith("{")) return "The answer is not a JSON object";
  const said = new Map(Object.entries(output).filter(([, value]) => value !== undefined && value !== null));
  const given = [...NormalizedSchema.of(outputSchema).structIterator()].filter(([name]) => said.has(name));
  // AWS always sends a request id; AWS-like servers that omit it are believed for what they say.
  const isEmptyListing = output.$metadata.requestId !== undefined && /^\{\s*\}$/.test(head);
  if (given.length === 0 && !isEmptyListing) return "The answer has none of the operation's members";
  const [wrong] = given.find(([name, member]) => !fits(member, said.get(name))) ?? [];
  return wrong === undefined ? undefined : `The answer's ${wrong} is of another type`;
}

/** Only what sources use as it comes: rows are parsed one by one, so that a bad one costs itself alone. */
function fits(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isListSchema()) {
    const isRow = !schema.getValueSchema().isStringSchema();
    return Array.isArray(value) && value.every((item) => isRow || typeof item === "string");
  }
  if (schema.isStructSchema()) return typeof value === "object";
  return !schema.isStringSchema() || typeof value === "string";
}

function toHead(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, headBytes));
}

/** Holds because the SDK describes each operation as [9, namespace, name, traits, input, output]. */
function toOperation(schema: unknown): readonly [string, SchemaRef] {
  const [, , name, , , output] = schema as [number, string, string, unknown, SchemaRef, SchemaRef];
  return [name, output];
}

/** Holds because the clients' handler has read each body to its end. */
function toBody(response: unknown): Uint8Array {
  return (response as { body: Uint8Array }).body;
}
