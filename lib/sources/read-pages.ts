import type { Operation } from "#lib/aws/operation.ts";
import { fetchPages } from "#lib/aws/paginate.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Reader } from "#lib/sources/source.ts";

/** No listing of ours should ever be longer; a server that pages for ever must not hold a reading for ever. */
const mostPages = 100;

export type PageReading<In, Out> = {
  readonly input: In;
  /** One of the `nextBy…` of lib/aws/paginate.ts. */
  next(output: Out, input: In): In | undefined;
  onPage(output: Out): void;
  readonly maxPages?: number;
  /** Takes the failure instead of `reader.fail`. */
  onFailure?(failure: Failure): void;
};

/** Reads a paged listing. True if it was read to its end; otherwise the failure or the cut is noted. */
export async function readPages<In, Out>(
  reader: Reader,
  operation: Operation<In, Out>,
  reading: PageReading<In, Out>,
): Promise<boolean> {
  const { input, maxPages = mostPages, onFailure = reader.fail } = reading;
  const read = await fetchPages(reader.call, operation, input, {
    maxPages,
    next: (output, used) => reading.next(output, used),
    onPage: (output) => reading.onPage(output),
  });
  const { failure } = read;
  if (failure !== undefined) onFailure(failure);
  else if (read.ok && read.truncated) reader.truncate();
  return read.ok && !read.truncated;
}

/**
 * For calls about one thing by its name: that there is no such thing is an answer, and what is said of it then is
 * nothing. Not for calls about several at once, of which one missing spoils the others.
 */
export function unlessGone<Context extends Reader>(reader: Context): Context {
  return {
    ...reader,
    fail(failure: Failure) {
      if (failure.kind !== "not-found") reader.fail(failure);
    },
  };
}

/** One call. Its failure is noted, and then there is no output. */
export async function readOnce<In, Out>(
  reader: Reader,
  operation: Operation<In, Out>,
  input: In,
): Promise<Out | undefined> {
  const outcome = await reader.call(operation, input);
  if (outcome.ok) return outcome.output;
  reader.fail(outcome.failure);
  return undefined;
}
