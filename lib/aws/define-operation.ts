import type { Handler } from "@smithy/types";
import type { Operation, Service } from "#lib/aws/operation.ts";

/** The class of an SDK command, seen from outside: what goes in and, through its handler, what comes out. */
type CommandClass<In extends object, Out extends object> = new (
  input: In,
) => {
  readonly input: unknown;
  resolveMiddleware(stack: never, configuration: never, options: never): Handler<In, Out>;
};

/** Describes one SDK command as an operation: `call(describeInstances, input)` then knows its input and output types. */
export function defineOperation<In extends object, Out extends object>(
  service: Service,
  name: string,
  command: CommandClass<In, Out>,
): Operation<In, Out> {
  return { id: `${service}:${name}`, service, toCommand: (input) => new command(input) };
}
