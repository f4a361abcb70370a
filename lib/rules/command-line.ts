import type { Place } from "#lib/domain/scope.ts";

/** One complete AWS CLI line for the scope's region, safe to paste: names may hold blanks and quotes. */
export function toCommand(place: Pick<Place, "region">, words: readonly string[]): string {
  return ["aws", ...words, "--region", place.region].map(quote).join(" ");
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
