import type { Call, Operation } from "#lib/aws/operation.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";

type Page<Out> = { readonly output: Out; readonly readAt: Instant };

export type Pages<Out> =
  /** The first page failed: nothing is known. */
  | { readonly ok: false; readonly failure: Failure }
  /** `truncated`: not every page was read, because of `failure` or of the page cap. */
  | {
      readonly ok: true;
      readonly pages: readonly Page<Out>[];
      readonly truncated: boolean;
      readonly failure?: Failure;
    };

export type Paging<In, Out> = {
  /** The input that asks for the page after this one; undefined where this was the last. */
  next(output: Out, input: In): In | undefined;
  /** Sees each page once the one after it is asked for: what it sends in turn must not go before that. */
  onPage?(output: Out): void;
  readonly maxPages: number;
};

/** Reads page after page until the last, a failure, or the cap. */
export async function fetchPages<In, Out>(
  call: Call,
  operation: Operation<In, Out>,
  input: In,
  { next, onPage, maxPages }: Paging<In, Out>,
): Promise<Pages<Out>> {
  const pages: Page<Out>[] = [];
  let nextInput: In | undefined = input;
  let asked = call(operation, input);
  while (nextInput !== undefined) {
    const outcome: Awaited<typeof asked> = await asked;
    if (!outcome.ok) {
      if (pages.length === 0) return outcome;
      return { ok: true, pages, truncated: true, failure: outcome.failure };
    }
    const { output, readAt } = outcome;
    pages.push({ output, readAt });
    nextInput = next(output, nextInput);
    const isCut = pages.length >= maxPages;
    if (nextInput !== undefined && !isCut) {
      asked = call(operation, nextInput);
      // Whoever waits for it gets the error; until then it must not count as unhandled.
      asked.catch(() => undefined);
    }
    onPage?.(output);
    if (isCut) break;
  }
  return { ok: true, pages, truncated: nextInput !== undefined };
}

/** CodeDeploy's paging. Some AWS-like servers end with an empty token instead of none. */
export function nextByLowerToken<In extends { nextToken?: string | undefined }>(
  output: { readonly nextToken?: string | undefined },
  input: In,
): In | undefined {
  const token = output.nextToken;
  return isNew(token, input.nextToken) ? { ...input, nextToken: token } : undefined;
}

/** EC2's and Auto Scaling's paging. */
export function nextByToken<In extends { NextToken?: string | undefined }>(
  output: { readonly NextToken?: string | undefined },
  input: In,
): In | undefined {
  const token = output.NextToken;
  return isNew(token, input.NextToken) ? { ...input, NextToken: token } : undefined;
}

/** Elastic Load Balancing's paging. */
export function nextByMarker<In extends { Marker?: string | undefined }>(
  output: { readonly NextMarker?: string | undefined },
  input: In,
): In | undefined {
  const marker = output.NextMarker;
  return isNew(marker, input.Marker) ? { ...input, Marker: marker } : undefined;
}

/** A token equal to the one just used would give the same page for ever. */
function isNew(token: string | undefined, used: string | undefined): token is string {
  return token !== undefined && token !== "" && token !== used;
}
