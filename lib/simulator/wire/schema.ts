import { NormalizedSchema } from "@smithy/core/schema";
import type { $SchemaRef, StaticStructureSchema } from "@smithy/types";

/** The simple string in the SDK's schema notation. */
export const stringSchema = 0;

/** A structure of our own making, for the envelopes that the SDK reads but has no schema for. */
export function makeStructure(
  namespace: string,
  name: string,
  members: Readonly<Record<string, $SchemaRef>>,
): StaticStructureSchema {
  return [3, namespace, name, 0, Object.keys(members), Object.values(members)];
}

/** The members of a structure or error as they stand in its schema; empty for everything else. */
export function membersOf(ref: $SchemaRef): Record<string, $SchemaRef> {
  const schema = NormalizedSchema.of(ref).getSchema();
  const members: Record<string, $SchemaRef> = {};
  if (!Array.isArray(schema) || !(schema[0] === 3 || schema[0] === -3)) return members;
  for (const [index, name] of schema[4].entries()) {
    const member = schema[5][index];
    if (member !== undefined) members[name] = member;
  }
  return members;
}

export function isUnit(ref: $SchemaRef): boolean {
  return NormalizedSchema.of(ref).isUnitSchema();
}

/** The first required member that the input lacks. In the schemas the required members come first, with their number last. */
export function missingMember(ref: $SchemaRef, input: object): string | undefined {
  const schema = NormalizedSchema.of(ref).getSchema();
  if (!Array.isArray(schema) || schema[0] !== 3) return undefined;
  const required = schema[4].slice(0, schema[6] ?? 0);
  const given = new Map(Object.entries(input));
  return required.find((name) => given.get(name) === undefined);
}
