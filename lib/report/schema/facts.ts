// What AWS said, word for word, and what changed between two instants.
import * as z from "zod/mini";
import { Iso } from "#lib/report/schema/words.ts";

/** A source of which nothing sure can be said, and why. */
export const CannotTell = z.object({ source: z.string(), reason: z.string() });
export type CannotTell = z.infer<typeof CannotTell>;

/** A fact as it held at an instant. */
export const FactView = z.object({
  source: z.string(),
  sourceTitle: z.string(),
  kind: z.string(),
  entity: z.string(),
  /** The call that said it. */
  operation: z.string(),
  /** The entity was first named. */
  firstSeen: Iso,
  /** An uncertain edge: the last reading that did not say so yet. */
  before: z.nullable(Iso),
  /** This value was first read. */
  since: Iso,
  /** It was last read so. */
  lastSeen: Iso,
  /** The reading that said otherwise; null where none had by `knownAt`. */
  until: z.nullable(Iso),
  /** `aws`: nobody read it then; AWS's own timestamps told it afterwards. */
  origin: z.enum(["read", "aws"]),
  /** Whole JSON, instants as ISO 8601. */
  value: z.unknown(),
});
export type FactView = z.infer<typeof FactView>;

/** What held at an instant and mentions an instance. */
export const FactsAt = z.object({
  at: Iso,
  /** What was learnt later than this is not told. */
  knownAt: Iso,
  facts: z.array(FactView),
  /** There are more than these. */
  truncated: z.boolean(),
  cannotTell: z.array(CannotTell),
});
export type FactsAt = z.infer<typeof FactsAt>;

/** One member of a value that differs; null where it was not there. */
export const FieldChange = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() });
export type FieldChange = z.infer<typeof FieldChange>;

export const FactChange = z.object({
  source: z.string(),
  sourceTitle: z.string(),
  kind: z.string(),
  entity: z.string(),
  change: z.enum(["appeared", "vanished", "changed"]),
  fields: z.array(FieldChange),
  /** Fields that are left out because there are very many. */
  fieldsLeftOut: z.number(),
});
export type FactChange = z.infer<typeof FactChange>;

/** The difference between what was known at two instants. */
export const Changes = z.object({
  from: Iso,
  to: Iso,
  changes: z.array(FactChange),
  /** There are more than these. */
  truncated: z.boolean(),
  /** Sources that were not read, or not whole, at one of the two: what they would have shown is not in `changes`. */
  cannotTell: z.array(CannotTell),
});
export type Changes = z.infer<typeof Changes>;
