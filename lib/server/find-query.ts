export type ParsedFind =
  | { readonly ok: true; readonly q: string }
  | { readonly ok: false; readonly message: string };

/** Longer than any id or name of AWS's, shorter than what would cost time. */
const longestQuery = 200;

/** `q` of a URL: what is searched for. */
export function parseFindQuery({ q = "" }: { readonly q?: string }): ParsedFind {
  const text = q.trim();
  if (text === "")
    return refuse("q is missing: write what to find, e.g. q=prod-api or at least three characters of an id");
  if (text.length > longestQuery) {
    return refuse(`q has ${text.length} characters: nothing is called so; write at most ${longestQuery}`);
  }
  return { ok: true, q: text };
}

function refuse(message: string): ParsedFind {
  return { ok: false, message };
}
