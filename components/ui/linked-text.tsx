import { splitAtIds } from "#components/format/resource-id.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import type { Scope } from "#lib/domain/scope.ts";

/** A sentence in which every instance and deployment id leads to its page. */
export function LinkedText({ text, scope }: { readonly text: string; readonly scope: Scope }) {
  let offset = 0;
  return splitAtIds(text).map((part) => {
    const key = offset;
    offset += part.text.length;
    if (part.kind === "text")
      return (
        <span key={key}>
          <Breakable text={part.text} />
        </span>
      );
    return <ResourceLink key={key} scope={scope} kind={part.kind} id={part.text} />;
  });
}
