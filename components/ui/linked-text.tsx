import Link from "next/link";
import { splitAtIds } from "#components/format/resource-id.ts";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";

/** A sentence in which every instance and deployment id leads to its page. */
export function LinkedText({ text, scope }: { readonly text: string; readonly scope: Scope }) {
  let offset = 0;
  return splitAtIds(text).map((part) => {
    const key = offset;
    offset += part.text.length;
    if (part.kind === "text") return <span key={key}>{part.text}</span>;
    return (
      <Link key={key} className="id-link" href={toResourcePath(scope, part.kind, part.text)} prefetch={false}>
        {part.text}
      </Link>
    );
  });
}

export function toResourcePath(scope: Scope, kind: "instance" | "deployment", id: string): string {
  return `${toScopePath(scope)}/${kind}s/${encodeURIComponent(id)}`;
}
