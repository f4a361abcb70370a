import type { UseQueryResult } from "@tanstack/react-query";

/** Data that is read again and again. `trouble`: the last try failed; `data` is then what was read before. */
export type Live<Data> = {
  readonly data: Data | undefined;
  /** Whether `data` is what was asked for, or still what was shown before. */
  readonly state: "asked-for" | "before";
  readonly trouble: string | undefined;
  readonly retry: () => void;
};

export function toLive<Data>(query: UseQueryResult<Data>): Live<Data> {
  return {
    data: query.data,
    state: query.isPlaceholderData ? "before" : "asked-for",
    trouble: query.failureReason === null ? undefined : toSentence(query.failureReason),
    retry: () => void query.refetch(),
  };
}

function toSentence(error: Error): string {
  // A fetch that reaches nobody throws a TypeError whose text differs by browser.
  return error instanceof TypeError ? "The dashboard's server does not answer." : error.message;
}
