import type { Handler, OperationSchema, StaticOperationSchema } from "@smithy/types";
import type { Operation, Service } from "#lib/aws/operation.ts";

/** The class of an SDK command, seen from outside: what goes in and, through its handler, what comes out. */
type CommandClass<In extends object, Out extends object> = new (
  input: In,
) => {
  readonly input: unknown;
  readonly schema?: OperationSchema | StaticOperationSchema;
  resolveMiddleware(stack: never, configuration: never, options: never): Handler<In, Out>;
};

/**
 * Describes one SDK command as an operation: `call(describeInstances, input)` then knows its input and output types. Its
 * name is the one in the command's schema, since bundlers may rename classes.
 */
export function defineOperation<In extends object, Out extends object>(
  service: Service,
  command: CommandClass<In, Out>,
): Operation<In, Out> {
  const { schema } = new command(toUnsent({}));
  if (schema === undefined || "name" in schema) throw new TypeError(`${command.name} has no static schema`);
  return { id: `${service}:${schema[2]}`, service, toCommand: (input) => new command(input) };
}

/** Holds because a command looks at its input only when it is sent, and this one never is. */
function toUnsent<In extends object>(input: object): In {
  return input as In;
}
