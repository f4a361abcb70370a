import type { Call, Operation } from "#lib/aws/operation.ts";
import type { Fact, Pace, Reading, Revision } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";

/** What a source is about: one deployment group, or everything in one account and region. */
type Level = "group" | "place";

/** What a source may use while it reads. */
export type ReadContext<Kinds extends object> = {
  /** Group-level sources get the scope; place-level ones an empty application and group. */
  readonly scope: Scope;
  readonly place: Place;
  readonly now: Instant;
  /** How far back a deep reading looks. Absent in every other reading. */
  readonly since?: Instant;
  /** When this source was last read, where that reading was complete: what it said then is all in `known`. */
  readonly lastReadAt?: Instant;
  readonly call: Call;
  /**
   * Facts of one kind. Of a source named in `after`: what it has just handed over, or what earlier readings left where
   * it is not read this time or failed. Of this source's own kinds: what earlier readings left.
   */
  known(kind: string): readonly Fact[];
  /** States one fact. */
  emit<Kind extends keyof Kinds & string>(fact: Fact<Kind, Kinds[Kind]>): void;
  /** A call that failed: kept, shown, and what it would have said stays unknown. */
  fail(failure: Failure): void;
  /**
   * A row that could not be parsed: dropped and counted. Where it is known which entity it is about, that stays as
   * earlier readings left it; otherwise the reading says nothing about what it does not name.
   */
  drop(reason: string, about?: Pick<Fact, "kind" | "entity">): void;
  /** Not every page was read: the reading says nothing about what it does not name. */
  truncate(): void;
  /** Instance ids that EC2 should be asked about. Call as soon as they are known. */
  mention(instanceIds: readonly string[]): void;
  /** What other sources need from this one is stated: they may start while it reads on. Implied when `read` returns. */
  handOver(): void;
  /** No more ids will be mentioned by this source, though it may still be reading. Implied when `read` returns. */
  mentionedAll(): void;
  /** The ids mentioned by all sources, each once, in batches of at most `size`, ending when all have mentioned theirs. */
  mentioned(size: number): AsyncIterable<readonly string[]>;
};

/** Facts by kind, as the history has them now, for showing. */
type Shown<Kinds extends object> = {
  readonly [Kind in keyof Kinds & string]: readonly Revision<Kind, Kinds[Kind]>[];
};

/** The kinds of a source about which nothing is known: what lists of sources hold. */
type AnyKinds = Record<string, unknown>;

/** The part of the context that says how a call went. */
export type Reader = Pick<ReadContext<AnyKinds>, "call" | "fail" | "drop" | "truncate">;

/**
 * One kind of reading from AWS. A source calls, pages, parses and maps; it never judges.
 * To add one: a file here, its table test, one line in index.ts. Then its operations join the allow-list and the IAM
 * policy, its facts may be named by rules, and its state shows on every page.
 */
export type Source<Id extends string = string, Kinds extends object = AnyKinds> = {
  readonly id: Id;
  readonly title: string;
  readonly level: Level;
  /** How often it deserves reading. */
  readonly pace: Pace;
  readonly kinds: readonly (keyof Kinds & string)[];
  readonly operations: readonly Operation[];
  /** Sources whose facts this one needs; it starts when they have handed theirs over. */
  readonly after: readonly string[];
  /** AWS has no call that says this about several groups at once: in a large account it is read apart, as the budget allows. */
  readonly perGroup?: true;
  /** True if `read` mentions instance ids. */
  readonly mentions: boolean;
  /** True if `read` heeds `since`: what it then says is good for `buildPast`, never for the history of readings. */
  readonly deep?: true;
  /** By kind: members of the value that make no revision when they alone change. Nothing may depend on their being fresh. */
  readonly volatile?: Readonly<Record<string, readonly string[]>>;
  read(context: ReadContext<Kinds>): Promise<void>;
  /** The instances that this source's earlier facts name: what `read` would mention if it were read. Pure. */
  mentionedIn?(facts: readonly Fact[], now: Instant): readonly string[];
  /** Why the reading is too strange to be believed at once, beside what was known; undefined where it is not. Pure. */
  suspect?(known: readonly Fact[], reading: Reading): string | undefined;
  /**
   * What AWS's own timestamps in a fact tell of the time before `readAt`: closed revisions of its entity, of origin
   * `aws`, none overlapping another or reaching beyond `readAt`. Pure.
   */
  past?(fact: Fact, readAt: Instant): readonly Revision[];
  /** Spans and marks for the timeline, from all revisions of this source's kinds. Pure. */
  show?(revisions: Shown<Kinds>, now: Instant): readonly TimelineItem[];
};

export function defineSource<const Id extends string, Kinds extends object>(
  source: Source<Id, Kinds>,
): Source<Id, Kinds> {
  return source;
}
