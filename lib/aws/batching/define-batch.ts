import type { Call, Operation } from "#lib/aws/operation.ts";
import { fetchPages } from "#lib/aws/paginate.ts";
import { toInputKey } from "#lib/aws/single-flight.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";

/** One name in an ask. */
export type Key<In> = { readonly name: string; readonly input: In };

export type BatchCalls = {
  readonly call: Call;
  /** The batching call itself, for a question that others may be asking at the same time. */
  readonly batching: Call;
};

export type Unanswered =
  | { readonly kind: "failed"; readonly failure: Failure }
  /** Too long, or its rows cannot be told apart. */
  | { readonly kind: "unfit" };

export type Fetched<In, Row> =
  | Unanswered
  | {
      readonly kind: "answered";
      readonly readAt: Instant;
      /** What the shared answer says for one key; undefined where it cannot speak for it. */
      rowsOf(key: Key<In>): readonly Row[] | undefined;
    };

/** Asks of one operation that few calls can answer exactly as one call each would. */
export type Batch<In = unknown, Out = unknown, Row = unknown> = {
  readonly operation: Operation<In, Out>;
  /** Fewer keys are not worth a shared call: each is asked for as it came. */
  readonly least: number;
  /** As many keys go into one call. */
  readonly most: number;
  /**
   * `named`: the shared call names what the asks name, and nothing else. `everything`: it lists all there is, so it has
   * to be shorter than the asks are many.
   */
  readonly reach: "named" | "everything";
  /** Whom a denial concerns: `everybody`, denied alike alone; `somebody`, who spoils it for the others; only the `batch`. */
  readonly denied: "everybody" | "somebody" | "batch";
  /** Asks of one lot may share a call. Undefined: an ask of another kind, which goes out as it came. */
  lotOf(input: In): string | undefined;
  namesOf(input: In): readonly string[];
  /** The keys are distinct, and of one lot. */
  fetch(keys: readonly Key<In>[], calls: BatchCalls): Promise<Fetched<In, Row>>;
  toOutput(rows: readonly Row[]): Out;
};

type Listing<In, Out, Row, Join extends (names: readonly string[], like: In) => In> = {
  readonly operation: Operation<In, Out>;
  readonly most: number;
  readonly denied?: Batch["denied"];
  /** What an ask names; undefined where it asks otherwise. */
  names(input: In): readonly string[] | undefined;
  /** What besides the names makes asks differ. */
  lot?(input: In): string;
  /** The input that asks for these names. Whoever wants to be batched makes the input with it. */
  readonly join: Join;
  next?(output: Out, input: In): In | undefined;
  rows(output: Out): readonly Row[] | undefined;
  /** False where something else in the output matters to those who asked. */
  isWhole?(output: Out): boolean;
  /** The names that a row answers. */
  keyOf(row: Row, like: In): string | undefined | readonly string[];
  toOutput(rows: Row[]): Out;
};

/** More than one page is rare, since the names of a call fit one; tags may find many. */
const mostPages = 10;

/** Asks by name, of which one call takes several. */
export function defineBatch<In, Out, Row, Join extends (names: readonly string[], like: In) => In>(
  listing: Listing<In, Out, Row, Join>,
): Batch<In, Out, Row> & { readonly join: Join } {
  const { operation, most, denied = "everybody", next = () => undefined } = listing;
  const batch: Batch<In, Out, Row> = {
    operation,
    least: Math.min(2, most),
    most,
    reach: "named",
    denied,
    lotOf(input) {
      const names = listing.names(input) ?? [];
      const isOurs = names.length > 0 && toInputKey(listing.join(names, input)) === toInputKey(input);
      return isOurs && names.length <= most ? (listing.lot?.(input) ?? "") : undefined;
    },
    namesOf: (input) => listing.names(input) ?? [],
    async fetch(keys, { call }) {
      // Sorted, so that the same names make the same call, whoever asked first: the port then sends it once.
      const names = keys.map(({ name }) => name).sort();
      const [like] = keys.map(({ input }) => input);
      if (like === undefined) return { kind: "unfit" };
      const listed = await fetchRows(call, operation, {
        input: listing.join(names, like),
        next,
        rows: (output) => (listing.isWhole?.(output) === false ? "unfit" : listing.rows(output)),
        mostPages,
      });
      if (listed.kind !== "listed") return listed;
      const rowsOf = new Map<string | undefined, Row[]>(names.map((name) => [name, []]));
      for (const row of listed.rows)
        for (const key of [listing.keyOf(row, like)].flat()) rowsOf.get(key)?.push(row);
      return { kind: "answered", readAt: listed.readAt, rowsOf: ({ name }) => rowsOf.get(name) };
    },
    toOutput: (rows) => listing.toOutput([...rows]),
  };
  return { ...batch, join: listing.join };
}

type Pages<In, Out, Row> = {
  readonly input: In;
  next(output: Out, input: In): In | undefined;
  rows(output: Out): readonly Row[] | undefined | "unfit";
  readonly mostPages: number;
};

export type Listed<Row> =
  | Unanswered
  /** `readAt`: when the last page was read. */
  | { readonly kind: "listed"; readonly rows: readonly Row[]; readonly readAt: Instant };

/** Every row of a listing or none: a part of it would be whole for some who ask and not for others. */
export async function fetchRows<In, Out, Row>(
  call: Call,
  operation: Operation<In, Out>,
  { input, next, rows, mostPages }: Pages<In, Out, Row>,
): Promise<Listed<Row>> {
  const read = await fetchPages(call, operation, input, { next, maxPages: mostPages });
  if (read.failure !== undefined) return { kind: "failed", failure: read.failure };
  const last = read.ok && !read.truncated ? read.pages.at(-1) : undefined;
  if (!read.ok || last === undefined) return { kind: "unfit" };
  const all: Row[] = [];
  for (const { output } of read.pages) {
    const some = rows(output) ?? [];
    if (some === "unfit") return { kind: "unfit" };
    all.push(...some);
  }
  return { kind: "listed", rows: all, readAt: last.readAt };
}
