import type { FieldChange } from "#lib/report/schema.ts";
import { isMembers, type Json } from "#lib/report/to-json.ts";

/**
 * What differs between two values, by path: `status`, `events[ApplicationStart].status`, `targetIds[i-0a11]`.
 * Items of lists are told apart by their name or id where they have one, so that one more item is one change.
 * Null stands for what was not there.
 */
export function diffValues(before: Json, after: Json): readonly FieldChange[] {
  return diffAt("", before, after);
}

function diffAt(path: string, before: Json | undefined, after: Json | undefined): readonly FieldChange[] {
  if (isSame(before, after)) return [];
  if (isMembers(before) && isMembers(after)) return diffMembers(path, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(path, before, after);
  return [{ path, before: before ?? null, after: after ?? null }];
}

type Members = { readonly [name: string]: Json };

function diffMembers(path: string, before: Members, after: Members): readonly FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => diffAt(toMemberPath(path, name), own(before, name), own(after, name)));
}

/** AWS's tags may be called like the members that every object has. */
function own(members: Members, name: string): Json | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function toMemberPath(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

function diffLists(path: string, before: readonly Json[], after: readonly Json[]): readonly FieldChange[] {
  const [old, now] = [toKeyed(before), toKeyed(after)];
  if (old === undefined || now === undefined) {
    const indices = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
    return indices.flatMap((index) => diffAt(`${path}[${index}]`, before[index], after[index]));
  }
  const keys = new Set([...old.keys(), ...now.keys()]);
  const fields = [...keys].flatMap((key) => diffAt(`${path}[${key}]`, old.get(key), now.get(key)));
  return fields.length > 0 ? fields : [{ path: `${path} (order)`, before: [...before], after: [...after] }];
}

const keyNames = ["id", "name", "key", "instanceId", "targetId", "deploymentId"];

/** Items by what tells them apart; undefined where something does not, or not all. */
function toKeyed(items: readonly Json[]): ReadonlyMap<string, Json> | undefined {
  const keyed = new Map<string, Json>();
  for (const item of items) {
    const key = toKey(item);
    if (key === undefined || keyed.has(key)) return undefined;
    keyed.set(key, item);
  }
  return keyed;
}

function toKey(item: Json): string | undefined {
  if (typeof item === "string") return item;
  if (!isMembers(item)) return undefined;
  const key = keyNames.map((name) => own(item, name)).find((value) => value !== undefined);
  return typeof key === "string" ? key : undefined;
}

/** Equal whatever the order of members: it says nothing. */
function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (!isMembers(left) || !isMembers(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]))
  );
}
