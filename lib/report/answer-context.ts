import type { SourceState } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { HookWaitFact } from "#lib/report/hook-waits.ts";
import type { Past } from "#lib/report/schema.ts";
import type { StopContext } from "#lib/report/stop-cost.ts";
import type { Wait } from "#lib/report/wait.ts";
import type { Ghost } from "#lib/rules/ghosts.ts";
import type { Finding } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** What the sentences at the top of a report are made from. */
export type AnswerContext = StopContext & {
  readonly now: Instant;
  readonly mode: Past["mode"];
  readonly findings: readonly Finding[];
  readonly sources: readonly SourceState[];
  readonly ghosts: readonly Ghost[];
  readonly ghostTargets: ReadonlyMap<string, readonly string[]>;
  readonly waits: readonly HookWaitFact[];
  /** Everything that waits now, the next deadline first. */
  readonly clock: readonly Wait[];
  /** The running deployment that matters most, else the last. */
  readonly deployment: FactRevision<"deployment"> | undefined;
};
