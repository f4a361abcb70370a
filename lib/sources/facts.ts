import type { Revision } from "#lib/domain/fact.ts";
import type * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

type Registry = typeof registry;
type AnySource = Registry[keyof Registry];

export type SourceId = AnySource["id"];

type KindsOf<S> = S extends Source<string, infer Kinds> ? Kinds : never;
type Merge<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  whole: infer Whole,
) => void
  ? Whole
  : never;

/** The value type of every kind of fact that the given sources state. */
type KindsFrom<Id extends SourceId> = Merge<KindsOf<Extract<AnySource, { readonly id: Id }>>>;

/** Facts as the history has them at one instant, by kind: what rules and the report read. */
export type FactsFrom<Id extends SourceId> = {
  readonly [Kind in keyof KindsFrom<Id> & string]: readonly Revision<Kind, KindsFrom<Id>[Kind]>[];
};

export type AllFacts = FactsFrom<SourceId>;
export type FactKind = keyof AllFacts;
export type FactRevision<Kind extends FactKind> = AllFacts[Kind][number];
