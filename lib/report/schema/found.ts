// What a search over everything that is read answers.
import * as z from "zod/mini";
import { ScopeView, Tone } from "#lib/report/schema/words.ts";

export const FoundKind = z.enum([
  "group",
  "instance",
  "deployment",
  "auto-scaling-group",
  "target-group",
  "rule",
]);
export type FoundKind = z.infer<typeof FoundKind>;

export const Hit = z.object({
  /** What it is called: an id, a name, a rule's title. */
  name: z.string(),
  /** The parts of its page's path, not yet encoded: application and group names may hold any character. */
  path: z.array(z.string()),
  /** The deployment group that it was read for; null for rules, which belong to none. */
  scope: z.nullable(ScopeView),
  /** How it stands, in the word of the service that it belongs to. */
  state: z.nullable(z.object({ word: z.string(), tone: Tone })),
  /** What else is known of it, in a few words. */
  detail: z.string(),
});
export type Hit = z.infer<typeof Hit>;

export const Found = z.object({
  at: z.string(),
  /** What was searched for. */
  q: z.string(),
  /** Kinds with hits only, the one with the best hit first. `total` is more than the hits where there are very many. */
  kinds: z.array(z.object({ kind: FoundKind, total: z.number(), hits: z.array(Hit) })),
  /** How many deployment groups were searched, and how many of them nobody has read yet. */
  searched: z.object({ groups: z.number(), unread: z.number() }),
  /** When recording began: what ended before is not known here. Null where nothing is recorded. */
  oldest: z.nullable(z.string()),
});
export type Found = z.infer<typeof Found>;
