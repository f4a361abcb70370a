import { describeInstances } from "#lib/aws/operations.ts";
import type { Fact, Reading } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { OnDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import { defineSource, type ReadContext, type Source } from "#lib/sources/source.ts";
import { fakeReadAt, makeFakeCall } from "#lib/sources/testing/fake-call.ts";
import { readScope } from "#lib/sources/testing/read-alone.ts";

export type SourceContext = ReadContext<Record<string, unknown>>;
type Plan = Partial<Pick<Source, "after" | "mentions" | "operations">>;

/** A source that states facts of one kind, called like itself. */
export function makeSource(
  id: string,
  read: (context: SourceContext) => Promise<void>,
  plan: Plan = {},
): Source {
  return defineSource<string, Record<string, unknown>>({
    id,
    title: id,
    level: "group",
    pace: "moving",
    kinds: [id],
    operations: plan.operations ?? [describeInstances],
    after: plan.after ?? [],
    mentions: plan.mentions ?? false,
    read,
  });
}

export function makeFact(kind: string, entity = "x", value: unknown = 1): Fact {
  return { kind, entity, value, operation: "ec2:DescribeInstances" };
}

export const testFailure: Failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "Denied",
  message: "no",
};

/** Two things a source can do. */
export const fail = async (context: SourceContext) => context.fail(testFailure);
export const sayNothing = async () => undefined;

/** Gathers with no AWS behind it; the readings by source. */
export async function gatherMade(
  sources: readonly Source[],
  known?: readonly Fact[],
  onDefect: OnDefect = () => undefined,
): Promise<Readonly<Record<string, Reading>>> {
  const readings = await gather({
    sources,
    place: readScope,
    scope: readScope,
    call: makeFakeCall([]).call,
    clock: () => fakeReadAt,
    onDefect,
    ...(known === undefined ? {} : { known }),
  });
  return Object.fromEntries(readings.map((reading) => [reading.source, reading]));
}
