import * as z from "zod";

/** Where AWS has a member, below others perhaps (`Placement.AvailabilityZone`), and what it must be. */
type Column<Value> = readonly [path: string, schema: z.ZodType<Value>];

type Columns<Value extends object> = { readonly [Name in keyof Value]-?: Column<Value[Name]> };

/**
 * One row of AWS's as a value of ours: under each of our names, the member of AWS's that it is. A structure that AWS
 * left out is as good as an empty one.
 */
export function defineRow<Value extends object>(columns: Columns<Value>): z.ZodType<Value> {
  const members = Object.entries<Column<unknown>>(columns).map(([name, [path, schema]]) => {
    return { name, path: path.split("."), schema };
  });
  return toStructure(members).transform((row) => {
    const value: Record<string, unknown> = {};
    for (const { name, path } of members) value[name] = path.reduce<unknown>(toMember, row);
    return toWhole<Value>(value);
  });
}

type Member = { readonly path: readonly string[]; readonly schema: z.ZodType };

function toStructure(members: readonly Member[]): z.ZodType {
  const shape: Record<string, z.ZodType> = {};
  for (const { path, schema } of members) {
    const [name = "", ...rest] = path;
    const siblings = members.filter((member) => member.path[0] === name);
    const below = siblings.map((member) => ({ path: member.path.slice(1), schema: member.schema }));
    shape[name] = rest.length === 0 ? schema : toStructure(below).prefault({});
  }
  return z.object(shape);
}

/** Holds because all that stands above a member was parsed as a structure. */
function toMember(structure: unknown, name: string): unknown {
  return (structure as Record<string, unknown>)[name];
}

/** Holds because there is a column for each member, parsed by a schema of the member's type. */
function toWhole<Value extends object>(value: object): Value {
  return value as Value;
}
