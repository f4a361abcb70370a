import type { Handler, OperationSchema, StaticOperationSchema } from "@smithy/types";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import type { Operation } from "#lib/simulator/wire/service.ts";

/** The class of an SDK command: its types and its schema, for it is never sent. */
type CommandClass<In extends object, Out extends object> = new (
  input: In,
) => {
  readonly schema?: OperationSchema | StaticOperationSchema;
  resolveMiddleware(stack: never, configuration: never, options: never): Handler<In, Out>;
};

/** Answers one operation, typed by the SDK's command for it. */
export function defineOperation<In extends object, Out extends object>(
  command: CommandClass<In, Out>,
  run: (input: In, context: SimContext) => Omit<Out, "$metadata">,
): Operation {
  const { schema } = new command(toInput({}));
  if (schema === undefined || "name" in schema) throw new TypeError(`${command.name} has no static schema`);
  const [, , name, , input, output] = schema;
  return { name, input, output, run: (decoded, context) => run(toInput(decoded), context) };
}

/** Holds because the value was decoded by the input schema of this very command, or is not looked at. */
function toInput<In extends object>(decoded: object): In {
  return decoded as In;
}
