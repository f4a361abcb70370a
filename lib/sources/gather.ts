import type { Call } from "#lib/aws/operation.ts";
import type { Fact, Reading } from "#lib/domain/fact.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import { type OnDefect, toDefect } from "#lib/sources/defect.ts";
import { findEarlierMentions } from "#lib/sources/earlier-mentions.ts";
import { finishMentioning, type Gathering, makeContext } from "#lib/sources/gather-context.ts";
import { checkPlan } from "#lib/sources/gather-plan.ts";
import { inheritFailures, noteGaps, openRun, type Run } from "#lib/sources/gather-run.ts";
import * as registry from "#lib/sources/index.ts";
import { closeLedger, isEmpty } from "#lib/sources/ledger.ts";
import { createMentions } from "#lib/sources/mentions.ts";
import type { Source } from "#lib/sources/source.ts";

export type GatherInput = {
  readonly sources: readonly Source[];
  readonly place: Place;
  /** For place-level sources: empty application and group. */
  readonly scope: Scope;
  readonly call: Call;
  readonly clock: () => Instant;
  /**
   * What earlier readings left and still holds. Stands in for sources that are not in the list or fail, and spares
   * asking again about what can no longer change.
   */
  readonly known?: readonly Fact[];
  /** By source: when it was last read, where that reading was complete. Spares asking again for what it said. */
  readonly lastReadAt?: (sourceId: string) => Instant | undefined;
  /** Makes this a deep reading: how far back those sources look that can. Its readings must not be recorded as such. */
  readonly since?: Instant;
  readonly onDefect: OnDefect;
};

/**
 * Reads the sources side by side, each as soon as those it needs have handed their facts over. AWS's failures end in
 * the readings, and so do bugs: a source that throws has failed, and the others have not. A source that could not know
 * what to ask about has no reading: it was not read.
 */
export async function gather(input: GatherInput): Promise<readonly Reading[]> {
  const { sources, place, scope, call, clock, known = [], lastReadAt, since, onDefect } = input;
  checkPlan(sources);
  const runs = sources.map(openRun);
  const mentioners = runs.filter(({ source }) => source.mentions);
  const now = clock();
  const unread = Object.values(registry).filter(({ id }) => sources.every((source) => source.id !== id));
  const earlierMentions = findEarlierMentions(unread, { known, now, onDefect });
  const mentions = createMentions(
    mentioners.map(({ source }) => source.id),
    earlierMentions.ids,
  );
  const gathering: Gathering = {
    place,
    scope,
    call,
    now,
    runs,
    mentioners,
    mentions,
    lacksMentions: earlierMentions.isLacking,
    earlier: known,
    onDefect,
    ...(lastReadAt === undefined ? {} : { lastReadAt }),
    ...(since === undefined ? {} : { since }),
  };
  await Promise.all(runs.map((run) => execute(run, gathering)));
  return runs
    .filter(({ unaware, ledger }) => !unaware || !isEmpty(ledger))
    .map(({ source, ledger }) => closeLedger(source.id, ledger, clock()));
}

async function execute(run: Run, gathering: Gathering): Promise<void> {
  const { source, ledger } = run;
  try {
    const needed = gathering.runs.filter((other) => source.after.includes(other.source.id));
    await Promise.all(needed.map(({ handedOver }) => handedOver));
    const lacking = needed.filter(({ lackedAtHandOver }) => lackedAtHandOver);
    noteGaps(run, lacking);
    await source.read(makeContext(run, gathering));
    if (run.consumesMentions) {
      lacking.push(...gathering.mentioners.filter(({ lackedAtLastMention }) => lackedAtLastMention));
      ledger.truncated ||= gathering.lacksMentions;
    }
    noteGaps(run, lacking);
    inheritFailures(run, lacking);
  } catch (error) {
    ledger.failures.push(toDefect(source.id, error));
    gathering.onDefect(source.id, error);
  } finally {
    finishMentioning(run, gathering.mentions);
    run.handOver();
  }
}
