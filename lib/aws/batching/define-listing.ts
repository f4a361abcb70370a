import { type Batch, type BatchCalls, fetchRows, type Unanswered } from "#lib/aws/batching/define-batch.ts";
import type { Call, Operation } from "#lib/aws/operation.ts";
import { toInputKey } from "#lib/aws/single-flight.ts";
import { hourMs, type Instant, toInstant } from "#lib/domain/time.ts";

type Wanted = { readonly owner: string; readonly from: Instant };

/** Whose a row is, and when it began; one without a time is left to those who parse it. */
export type Owned<Row> = { readonly row: Row; readonly owner: string; readonly at: number | undefined };

type Listing<In, Out, Row> = {
  readonly operation: Operation<In, Out>;
  readonly denied: Batch["denied"];
  /** An owner that names none. */
  readonly everything: In;
  /** Whose rows an input asks for, and since when; undefined where it asks for something else. */
  parse(input: In): Wanted | undefined;
  /** The input that asks for the rows of that owner, where it names one, or else of all. */
  toInput(owner: In, from: Instant): In;
  next(output: Out, input: In): In | undefined;
  rows(output: Out): readonly Row[] | undefined;
  /** `mostCalls`: as many as the shared answer may cost besides the listing. */
  findOwners(
    rows: readonly Row[],
    call: Call,
    mostCalls: number,
  ): Promise<readonly Owned<Row>[] | Unanswered>;
  /** The owners that exist, where a listing without their rows does not tell. */
  findExisting?(owners: readonly string[], batching: BatchCalls["batching"]): Promise<ReadonlySet<string>>;
  toOutput(rows: Row[]): Out;
};

const dayMs = 24 * hourMs;
const mostPages = 40;

/** Asks for what belongs to one owner since some time, of which one listing of the whole region can answer many. */
export function defineListing<In, Out, Row>(listing: Listing<In, Out, Row>): Batch<In, Out, Row> {
  const { operation, denied, everything } = listing;
  const wantedOf = (input: In): Wanted => listing.parse(input) ?? { owner: "", from: toInstant(0) };
  return {
    operation,
    // A listing of everything costs a few calls.
    least: 4,
    most: Number.POSITIVE_INFINITY,
    reach: "everything",
    denied,
    lotOf(input) {
      const wanted = listing.parse(input);
      if (wanted === undefined) return undefined;
      const isOurs = toInputKey(listing.toInput(input, wanted.from)) === toInputKey(input);
      // One that looks back for weeks must not make all others wait for its pages.
      return isOurs ? String(Math.floor(wanted.from / dayMs)) : undefined;
    },
    namesOf: (input) => [toInputKey(input)],
    async fetch(keys, { call, batching }) {
      const wanted = keys.map(({ input }) => wantedOf(input));
      const from = toInstant(Math.min(...wanted.map((one) => one.from)));
      // It must take fewer calls than the asks it stands for.
      const mostCalls = Math.min(mostPages, keys.length - 1);
      const [listed, existing] = await Promise.all([
        fetchRows(call, operation, {
          input: listing.toInput(everything, from),
          next: (output, input) => listing.next(output, input),
          rows: (output) => listing.rows(output),
          mostPages: mostCalls,
        }),
        listing.findExisting?.([...new Set(wanted.map(({ owner }) => owner))], batching),
      ]);
      if (listed.kind !== "listed") return listed;
      const found = await listing.findOwners(listed.rows, call, mostCalls);
      if ("kind" in found) return found;
      const byOwner = toOwners(found);
      return {
        kind: "answered",
        readAt: listed.readAt,
        rowsOf({ input }) {
          const { owner, from: since } = wantedOf(input);
          const own = (byOwner.get(owner) ?? []).filter(({ at = since }) => at >= since);
          // Alone, one that does not exist would get AWS's error.
          return own.length === 0 && existing?.has(owner) === false ? undefined : own.map(({ row }) => row);
        },
      };
    },
    toOutput: (rows) => listing.toOutput([...rows]),
  };
}

function toOwners<Row>(rows: readonly Owned<Row>[]): ReadonlyMap<string, readonly Owned<Row>[]> {
  const byOwner = new Map<string, Owned<Row>[]>();
  for (const owned of rows) {
    const own = byOwner.get(owned.owner);
    if (own === undefined) byOwner.set(owned.owner, [owned]);
    else own.push(owned);
  }
  return byOwner;
}
