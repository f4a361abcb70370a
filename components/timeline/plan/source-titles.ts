import type { SourceView } from "#lib/report/schema.ts";

/** How sources are called and when each was read last, by id. */
export type SourceTitles = ReadonlyMap<
  string,
  { readonly title: string; readonly readAt: number | undefined }
>;

export function toSourceTitles(sources: readonly SourceView[]): SourceTitles {
  return new Map(
    sources.map(({ id, title, readAt }) => [
      id,
      { title, readAt: readAt === null ? undefined : Date.parse(readAt) },
    ]),
  );
}
