import type { Call } from "#lib/aws/operation.ts";
import type { Fact } from "#lib/domain/fact.ts";
import type { Place, Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { OnDefect } from "#lib/sources/defect.ts";
import { dependsOn } from "#lib/sources/gather-plan.ts";
import type { Run } from "#lib/sources/gather-run.ts";
import { factsOfKind, isLacking, keepFact, keepFailure } from "#lib/sources/ledger.ts";
import type { Mentions } from "#lib/sources/mentions.ts";
import type { ReadContext } from "#lib/sources/source.ts";

/** Several sources being read side by side. */
export type Gathering = {
  readonly place: Place;
  readonly scope: Scope;
  readonly call: Call;
  readonly now: Instant;
  readonly runs: readonly Run[];
  readonly mentioners: readonly Run[];
  readonly mentions: Mentions;
  /** A source that is not read this time could not say whom it mentions. */
  readonly lacksMentions: boolean;
  /** What earlier readings left. */
  readonly earlier: readonly Fact[];
  readonly lastReadAt?: (sourceId: string) => Instant | undefined;
  readonly since?: Instant;
  readonly onDefect: OnDefect;
};

export function makeContext(run: Run, gathering: Gathering): ReadContext<Record<string, unknown>> {
  const { source, ledger } = run;
  const { place, scope, now, since, mentions } = gathering;
  const lastReadAt = gathering.lastReadAt?.(source.id);
  return {
    scope,
    place,
    now,
    ...(since === undefined ? {} : { since }),
    ...(lastReadAt === undefined ? {} : { lastReadAt }),
    call: recordCalls(gathering.call, run),
    known: (kind) => findKnown(kind, run, gathering),
    emit: (fact) => keepFact(ledger, fact),
    fail: (failure) => keepFailure(ledger, failure),
    drop(reason, about) {
      ledger.dropped.push(reason);
      // AWS did name the row's entity: silence about it would read as absence.
      if (about === undefined) ledger.truncated = true;
      else
        for (const { kind, entity, value, operation } of gathering.earlier)
          if (kind === about.kind && entity === about.entity)
            keepFact(ledger, { kind, entity, value, operation });
    },
    truncate() {
      ledger.truncated = true;
    },
    handOver: run.handOver,
    mention: (ids) => mentions.mention(source.id, ids),
    mentionedAll: () => finishMentioning(run, mentions),
    mentioned(size) {
      refuseDeadlock(run, gathering);
      run.consumesMentions = true;
      return mentions.inBatches(size);
    },
  };
}

/** Only what was missing until now can have kept the source from mentioning an instance. */
export function finishMentioning(run: Run, mentions: Mentions): void {
  if (mentions.finish(run.source.id)) run.lackedAtLastMention = isLacking(run.ledger);
}

function refuseDeadlock({ source }: Run, { runs, mentioners }: Gathering): void {
  const sources = runs.map((run) => run.source);
  const waiting = mentioners.find((mentioner) => dependsOn(mentioner.source, source.id, sources));
  if (waiting === undefined) return;
  throw new Error(`${source.id} would wait for the mentions of ${waiting.source.id}, which waits for it`);
}

function recordCalls(call: Call, { source, ledger }: Run): Call {
  const declared = new Set(source.operations.map(({ id }) => id));
  return async (operation, input) => {
    if (!declared.has(operation.id))
      throw new Error(`${source.id} calls ${operation.id} without declaring it`);
    const outcome = await call(operation, input);
    if (outcome.ok && outcome.readAt > (ledger.answeredAt ?? 0)) ledger.answeredAt = outcome.readAt;
    return outcome;
  };
}

function findKnown(kind: string, run: Run, gathering: Gathering): readonly Fact[] {
  const { runs, earlier } = gathering;
  const left = earlier.filter((fact) => fact.kind === kind);
  if (run.source.kinds.includes(kind)) return left;
  const provider = runs.find(({ source }) => source.kinds.includes(kind));
  if (provider === undefined) {
    if (left.length > 0 || wereAllRead(run, gathering)) return left;
    run.unaware = true;
    run.ledger.truncated = true;
    return [];
  }
  if (!run.source.after.includes(provider.source.id))
    throw new Error(`${run.source.id} uses ${kind} without naming ${provider.source.id} in after`);
  const fresh = factsOfKind(provider.ledger, kind);
  if (!isLacking(provider.ledger)) return fresh;
  const named = new Set(fresh.map(({ entity }) => entity));
  return [...fresh, ...left.filter(({ entity }) => !named.has(entity))];
}

/** True where the sources it needs, and that are not read this time, all gave everything when they last were. */
function wereAllRead({ source }: Run, { runs, lastReadAt }: Gathering): boolean {
  const absent = source.after.filter((id) => !runs.some((run) => run.source.id === id));
  return absent.length > 0 && absent.every((id) => lastReadAt?.(id) !== undefined);
}
