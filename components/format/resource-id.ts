const resourceId = /\b(i-[0-9a-f]{4,17}|d-[A-Z0-9]{4,12})\b/g;

export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "instance"; readonly text: string }
  | { readonly kind: "deployment"; readonly text: string };

/** Splits a sentence at the instance and deployment ids in it, so that each can become a link. */
export function splitAtIds(sentence: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of sentence.matchAll(resourceId)) {
    const id = match[0];
    if (match.index > end) parts.push({ kind: "text", text: sentence.slice(end, match.index) });
    parts.push({ kind: id.startsWith("i-") ? "instance" : "deployment", text: id });
    end = match.index + id.length;
  }
  if (end < sentence.length) parts.push({ kind: "text", text: sentence.slice(end) });
  return parts;
}

/** "i-0a11f3…c9": enough of an id to tell it from its neighbours; short ids are left whole. */
export function shortenId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}

/** The service in a source's title "Auto Scaling: activities". */
export function toServiceName(title: string): string {
  return title.split(":")[0]?.trim() ?? title;
}
