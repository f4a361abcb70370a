import { NormalizedSchema } from "@smithy/core/schema";
import type { $SchemaRef } from "@smithy/types";
import fc from "fast-check";

// Random values of any schema.

export type Resolution = "milliseconds" | "seconds";

const deepest = 5;

/** A random input or output. Empty structures and lists are left out below the top: forms cannot express them. */
export function arbitraryValue(ref: $SchemaRef, resolution: Resolution): fc.Arbitrary<object> {
  return arbitraryStructure(NormalizedSchema.of(ref), resolution, 0);
}

function arbitraryStructure(
  schema: NormalizedSchema,
  resolution: Resolution,
  depth: number,
): fc.Arbitrary<object> {
  if (schema.isUnitSchema()) return fc.constant({});
  const required = requiredMembers(schema);
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, member] of schema.structIterator()) {
    if (depth >= deepest && isComposite(member)) continue;
    members[name] = arbitraryOf(member, resolution, depth + 1);
  }
  return fc
    .record(members, { requiredKeys: Object.keys(members).filter((name) => required.includes(name)) })
    .map(prune);
}

function isComposite(schema: NormalizedSchema): boolean {
  return schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();
}

function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const plain = schema.getSchema();
  if (!Array.isArray(plain) || plain[0] !== 3) return [];
  return plain[4].slice(0, plain[6] ?? 0);
}

function arbitraryOf(schema: NormalizedSchema, resolution: Resolution, depth: number): fc.Arbitrary<unknown> {
  if (schema.isStructSchema()) return arbitraryStructure(schema, resolution, depth);
  if (schema.isListSchema()) {
    const item = arbitraryOf(schema.getValueSchema(), resolution, depth + 1);
    return fc
      .array(item, { minLength: 1, maxLength: 3 })
      .map((items) => items.filter((one) => !isEmpty(one)));
  }
  if (schema.isMapSchema()) {
    const value = arbitraryOf(schema.getValueSchema(), resolution, depth + 1);
    return fc.dictionary(fc.constantFrom("TargetStatus", "ServerInstanceLabel"), value, { minKeys: 1 });
  }
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.integer({ min: -1_000, max: 1_000_000 });
  if (schema.isTimestampSchema()) return arbitraryDate(resolution);
  if (schema.isBlobSchema()) return fc.uint8Array({ minLength: 1, maxLength: 8 });
  return arbitraryText;
}

function arbitraryDate(resolution: Resolution): fc.Arbitrary<Date> {
  const seconds = fc.integer({ min: 946_684_800, max: 4_102_444_800 });
  const milliseconds = resolution === "seconds" ? fc.constant(0) : fc.integer({ min: 0, max: 999 });
  return fc.tuple(seconds, milliseconds).map(([whole, rest]) => new Date(whole * 1_000 + rest));
}

/** What serialisers trip over; characters that XML cannot carry are nobody's input. */
const arbitraryText = fc.oneof(
  fc.constantFrom(
    "",
    "plain",
    "a&b<c>\"d'",
    "x=1&y=%2F+z",
    "ünï – 😀",
    "line\nbreak",
    "]]>",
    "{}",
    "0",
    "true",
    "i.member.1",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => text.trim() === text),
);

/** Forms and XML cannot tell an empty structure or list from none. */
function prune(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => !isEmpty(member)));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isEmpty);
  return (
    typeof value === "object" && value !== null && Object.keys(value).length === 0 && !(value instanceof Date)
  );
}
