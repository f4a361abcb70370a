import type { Fact, Reading } from "#lib/domain/fact.ts";
import type { Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import { defineSource, type Source } from "#lib/sources/source.ts";
import { type FakeAnswer, fakeReadAt, makeFakeCall } from "#lib/sources/testing/fake-call.ts";

export const readScope: Scope = {
  account: "123456789012",
  region: "us-east-1",
  application: "api",
  group: "prod-api",
};

export type Alone = {
  readonly answers: readonly FakeAnswer[];
  /** Facts of sources that are not read here. */
  readonly known?: readonly Fact[];
  /** Pages of instance ids that another source mentions. */
  readonly mentioned?: readonly (readonly string[])[];
  /** Makes it a deep reading. */
  readonly since?: Instant;
  /** The source's last complete reading. */
  readonly lastReadAt?: Instant;
};

export type AloneResult = {
  readonly reading: Reading;
  /** What the source mentioned, in order. */
  readonly mentions: readonly string[];
  readonly asked: ReturnType<typeof makeFakeCall>["asked"];
};

/**
 * Reads one source against canned answers. Every answer must be asked for, and what it mentions must be found again in
 * what it states, unless something is missing from that.
 */
export async function readAlone(
  source: Source,
  { answers, known, mentioned, since, lastReadAt }: Alone,
): Promise<AloneResult> {
  const { call, asked, unused } = makeFakeCall(answers);
  const mentions: string[] = [];
  const readings = await gather({
    sources: [source, makeMentioner(mentioned ?? []), makeListener(mentions)],
    place: readScope,
    scope: readScope,
    call,
    clock: () => fakeReadAt,
    onDefect: throwDefect,
    ...(known === undefined ? {} : { known }),
    ...(since === undefined ? {} : { since }),
    lastReadAt: (id) => (id === source.id ? lastReadAt : undefined),
  });
  if (unused().length > 0) throw new Error(`never asked for: ${JSON.stringify(unused())}`);
  const reading = readings.find((candidate) => candidate.source === source.id);
  if (reading === undefined) throw new Error(`${source.id} was not read`);
  if (source.mentions && reading.failures.length === 0 && !reading.truncated)
    checkMentions(mentions, source.mentionedIn?.(reading.facts, fakeReadAt) ?? []);
  return { reading, mentions, asked };
}

function checkMentions(mentions: readonly string[], found: readonly string[]): void {
  const instances = found.filter((id) => id.startsWith("i-"));
  const [left, right] = [mentions, instances].map((ids) => JSON.stringify([...new Set(ids)].sort()));
  if (left !== right) throw new Error(`mentions ${left}, and states facts that mention ${right}`);
}

/** The values of one kind, by entity. */
export function valuesOf(reading: Reading, kind: string): Readonly<Record<string, unknown>> {
  const facts = reading.facts.filter((fact) => fact.kind === kind);
  return Object.fromEntries(facts.map(({ entity, value }) => [entity, value]));
}

const passive = { title: "", level: "group", pace: "moving", kinds: [], operations: [], after: [] } as const;

function makeMentioner(pages: readonly (readonly string[])[]): Source {
  return defineSource<string, Record<string, unknown>>({
    ...passive,
    id: "mentioner",
    mentions: true,
    async read(context) {
      for (const page of pages) {
        context.mention(page);
        await Promise.resolve();
      }
    },
  });
}

function makeListener(heard: string[]): Source {
  return defineSource<string, Record<string, unknown>>({
    ...passive,
    id: "listener",
    mentions: false,
    async read(context) {
      for await (const ids of context.mentioned(1)) heard.push(...ids);
    },
  });
}
