import type { FoundState } from "#components/palette/use-found.ts";

type NothingInput = FoundState & { readonly q: string };

/** What is said where nothing is listed, or what is listed may not be all. */
export function toNothingText({ found, q, state, trouble }: NothingInput): string {
  if (trouble !== undefined) return `Not searched: ${trouble}`;
  if (state === "before" || found === undefined) return "Searching…";
  const unread =
    found.searched.unread === 0
      ? ""
      : ` ${found.searched.unread} of ${found.searched.groups} groups have not been read yet.`;
  if (q.length < 3) return `Nothing found. Ids are searched from three characters on.${unread}`;
  return `Nothing found; it may be older than what was recorded${toSince(found.oldest)}.${unread}`;
}

function toSince(oldest: string | null): string {
  return oldest === null ? "" : ` (since ${oldest.slice(0, 16).replace("T", " ")} UTC)`;
}
