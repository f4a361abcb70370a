import type { Operation } from "#lib/aws/operation.ts";

const readingName = /^(Describe|List|Get|BatchGet)[A-Z]/;

export type ReadOnlyGuard = {
  /** The operation's SDK command. Throws for whatever is not on the list: that is a bug, not AWS's trouble. */
  toCommand<In>(operation: Operation<In>, input: In): object;
};

/** Only these very objects may be called, and only for what their ids say. */
export function createReadOnlyGuard(allow: Iterable<Operation>): ReadOnlyGuard {
  const allowed: ReadonlySet<unknown> = new Set(allow);
  for (const { id, service } of allow) {
    const [prefix, name = ""] = id.split(":");
    if (prefix !== service || !readingName.test(name)) {
      throw new Error(
        `${id} may not be allowed for ${service}: only ${service}:Describe…, List…, Get… and BatchGet… are`,
      );
    }
  }
  return {
    toCommand(operation, input) {
      if (!allowed.has(operation)) {
        throw new Error(
          `${operation.id} is not on the allow-list: name it in the operations of a registered source`,
        );
      }
      const command = operation.toCommand(input);
      const sent = toOperationName(command);
      if (operation.id !== `${operation.service}:${sent}`) {
        throw new Error(`${operation.id} would send ${sent ?? "a command without a schema"}`);
      }
      return command;
    },
  };
}

/** What a command will ask for, from its schema: [9, namespace, operation name, …]. Class names do not survive bundling. */
function toOperationName(command: object): unknown {
  const schema: unknown = "schema" in command ? command.schema : undefined;
  return Array.isArray(schema) ? schema[2] : undefined;
}
