import { instancesById, toInstanceSearch } from "#lib/aws/batching/ec2.ts";
import { describeInstances } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import type { Instance } from "#lib/domain/ec2.ts";
import { toTagMatch } from "#lib/domain/matching.ts";
import type { Instant } from "#lib/domain/time.ts";
import { InstanceRow, type ListedInstance } from "#lib/sources/ec2-instance-row.ts";
import { createInFlight } from "#lib/sources/in-flight.ts";
import { findKnownFacts, pickFacts } from "#lib/sources/known-facts.ts";
import { findLostTags } from "#lib/sources/lost-tags.ts";
import { makeParser } from "#lib/sources/parse-rows.ts";
import { toInstancePast } from "#lib/sources/past-instances.ts";
import { readPages } from "#lib/sources/read-pages.ts";
import { showInstances } from "#lib/sources/show-instances.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";
import { toTagSearches } from "#lib/sources/tag-search.ts";

type Kinds = { instance: Instance };

const parseInstances = makeParser(describeInstances, "Instances", InstanceRow);

export const ec2Instances = defineSource<"ec2-instances", Kinds>({
  id: "ec2-instances",
  title: "EC2: instances",
  level: "group",
  pace: "moving",
  kinds: ["instance"],
  operations: [describeInstances],
  after: ["codedeploy-group"],
  mentions: false,
  async read(context) {
    const groups = findKnownFacts(context, "deployment-group").map(({ value }) => value);
    const [asked, ...tagged] = await Promise.all([
      readMentioned(context),
      ...groups.map((group) => readTagged(context, group)),
    ]);
    const instances = new Map(asked.map((instance) => [instance.id, instance]));
    for (const instance of tagged.flat()) instances.set(instance.id, instance);
    for (const value of instances.values()) {
      context.emit({ kind: "instance", entity: value.id, value, operation: describeInstances.id });
    }
  },
  suspect: (known, reading) =>
    findLostTags(pickFacts(known, "instance"), pickFacts(reading.facts, "instance")),
  past: (fact, readAt) =>
    pickFacts([fact], "instance").flatMap((instance) => toInstancePast(instance, readAt)),
  show: (revisions, now) => showInstances(revisions.instance, now),
});

/** Each mentioned instance as EC2 lists it; not listed only where the answer was complete and every row was readable. */
async function readMentioned(context: ReadContext<Kinds>): Promise<readonly Instance[]> {
  const calls = createInFlight<readonly Instance[]>();
  for await (const ids of context.mentioned(instancesById.most)) calls.start(readByIds(context, ids));
  return (await calls.all()).flat();
}

async function readByIds(context: ReadContext<Kinds>, ids: readonly string[]): Promise<readonly Instance[]> {
  const { instances, complete } = await search(context, instancesById.join(ids));
  if (!complete) return instances;
  const listed = new Set(instances.map(({ id }) => id));
  const ended = findTerminations(context);
  const missing = ids
    .filter((id) => !listed.has(id))
    .map((id): Instance => ({ id, listed: false, terminatedAt: ended.get(id) }));
  return [...instances, ...missing];
}

/** EC2 forgets a terminated instance, and its time with it, after about an hour (m:ec2): what it said earlier stands. */
function findTerminations(context: ReadContext<Kinds>): ReadonlyMap<string, Instant | undefined> {
  return new Map(findKnownFacts(context, "instance").map(({ value }) => [value.id, value.terminatedAt]));
}

/** The instances that the group's tag rule matches. */
async function readTagged(
  context: ReadContext<Kinds>,
  group: DeploymentGroup,
): Promise<readonly ListedInstance[]> {
  const searches = toTagSearches(group);
  if (searches === undefined) {
    context.drop(`${describeInstances.id} cannot search by the tag rule of ${group.name}`);
    return [];
  }
  const found = await Promise.all(searches.map((filters) => search(context, toInstanceSearch(filters))));
  return found.flatMap(({ instances }) => instances).filter(({ tags }) => toTagMatch(group, tags).length > 0);
}

type Found = { readonly instances: readonly ListedInstance[]; readonly complete: boolean };

async function search(
  context: ReadContext<Kinds>,
  input: ReturnType<typeof toInstanceSearch>,
): Promise<Found> {
  const instances: ListedInstance[] = [];
  let readable = true;
  const reader = {
    ...context,
    drop(reason: string) {
      readable = false;
      context.drop(reason);
    },
  };
  const complete = await readPages(reader, describeInstances, {
    input,
    next: nextByToken,
    onPage: ({ Reservations }) => {
      const rows = Reservations?.flatMap((reservation) => reservation.Instances ?? []);
      instances.push(...parseInstances(reader, rows));
    },
  });
  return { instances, complete: complete && readable };
}
