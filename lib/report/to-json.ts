/** A fact's value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

// 2000 to 2100 in milliseconds. No count, size or length that AWS gives about a deployment group is as large.
const earliestInstant = 946_684_800_000;
const latestInstant = 4_102_444_800_000;

/** The value as JSON, absent members left out and instants as ISO 8601, so that it can be read and compared. */
export function toJson(value: unknown): Json {
  if (typeof value === "number") return toNumber(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, toJson(member)]])),
  );
}

function toNumber(value: number): Json {
  if (!Number.isFinite(value)) return String(value);
  const isInstant = Number.isInteger(value) && value >= earliestInstant && value < latestInstant;
  return isInstant ? new Date(value).toISOString() : value;
}

export function isMembers(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
