import { NormalizedSchema } from "@smithy/core/schema";
import type { $SchemaRef } from "@smithy/types";

// The one direction that the SDK does not ship: a query form (`Filters.member.1.Name=…`) read by the input's schema.

type Node = { value?: string; readonly children: Map<string, Node> };
type Dialect = "query" | "ec2";

export function readQueryInput(schema: $SchemaRef, form: URLSearchParams, dialect: Dialect): object {
  return readStructure(NormalizedSchema.of(schema), toTree(form), dialect);
}

function toTree(form: URLSearchParams): Node {
  const root: Node = { children: new Map() };
  for (const [key, value] of form) {
    let node = root;
    for (const part of key.split(".")) {
      const child = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.value = value;
  }
  return root;
}

function readValue(schema: NormalizedSchema, node: Node, dialect: Dialect): unknown {
  if (schema.isStructSchema()) return readStructure(schema, node, dialect);
  if (schema.isListSchema()) return readList(schema, node, dialect);
  if (schema.isMapSchema()) return readMap(schema, node, dialect);
  return readSimple(schema, node.value ?? "");
}

function readStructure(schema: NormalizedSchema, node: Node, dialect: Dialect): object {
  const entries: [string, unknown][] = [];
  if (schema.isUnitSchema()) return {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(toKey(name, member, dialect));
    if (child !== undefined) entries.push([name, readValue(member, child, dialect)]);
  }
  return Object.fromEntries(entries);
}

/** EC2 has names of its own for the form, or else capitalises the names of its XML. */
function toKey(name: string, member: NormalizedSchema, dialect: Dialect): string {
  const key = textTrait(member, "xmlName") ?? name;
  if (dialect === "query") return key;
  return textTrait(member, "ec2QueryName") ?? key.charAt(0).toUpperCase() + key.slice(1);
}

function textTrait(schema: NormalizedSchema, trait: string): string | undefined {
  const value = schema.getMergedTraits()[trait];
  return typeof value === "string" ? value : undefined;
}

function isFlat(schema: NormalizedSchema): boolean {
  return schema.getMergedTraits().xmlFlattened !== undefined;
}

function readList(schema: NormalizedSchema, node: Node, dialect: Dialect): unknown[] {
  const item = schema.getValueSchema();
  const flat = dialect === "ec2" || isFlat(schema);
  const source = flat ? node : node.children.get(textTrait(item, "xmlName") ?? "member");
  return toNumbered(source).map((child) => readValue(item, child, dialect));
}

function readMap(schema: NormalizedSchema, node: Node, dialect: Dialect): object {
  const keyName = textTrait(schema.getKeySchema(), "xmlName") ?? "key";
  const valueName = textTrait(schema.getValueSchema(), "xmlName") ?? "value";
  const entries: [string, unknown][] = [];
  for (const entry of toNumbered(isFlat(schema) ? node : node.children.get("entry"))) {
    const key = entry.children.get(keyName)?.value;
    const value = entry.children.get(valueName);
    if (key !== undefined && value !== undefined)
      entries.push([key, readValue(schema.getValueSchema(), value, dialect)]);
  }
  return Object.fromEntries(entries);
}

/** The children named by numbers, in the order of the numbers: a tenth item must not stand before the second. */
function toNumbered(node: Node | undefined): Node[] {
  if (node === undefined) return [];
  return [...node.children]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => child);
}

function readSimple(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return text === "true";
  if (schema.isNumericSchema()) return readNumber(text);
  if (schema.isTimestampSchema()) return readTimestamp(text);
  if (schema.isBlobSchema()) return Uint8Array.from(Buffer.from(text, "base64"));
  return text;
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) throw new RangeError(`not a number: ${text}`);
  return number;
}

function readTimestamp(text: string): Date {
  const date = /^\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a timestamp: ${text}`);
  return date;
}
