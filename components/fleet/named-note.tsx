import type { Named } from "#components/fleet/use-named.ts";
import { toNothingText } from "#components/palette/palette-words.ts";
import { PageLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Hit } from "#lib/report/schema.ts";

const listedAtMost = 5;

type NamedNoteProps = { readonly named: Named; readonly mode: "now" | "recorded" };

/** What the text names that no row tells of, with a link to each; or that nothing is called so. */
export function NamedNote({ named, mode }: NamedNoteProps) {
  const { q, hits, more, found } = named;
  if (q === "") return null;
  const left = hits.length - Math.min(hits.length, listedAtMost) + more;
  return (
    <div className="border-t border-line px-3 py-1.5 text-[0.8125rem]" role="status">
      {hits.length === 0 ? (
        <p className="text-muted">{toNothingText(named)}</p>
      ) : (
        <ul className="flex flex-wrap items-baseline gap-x-4 gap-y-1" aria-label={`Named ${found?.q ?? q}`}>
          {hits.slice(0, listedAtMost).map((hit) => (
            <li key={hit.path.join("/") + hit.name}>
              <HitLine hit={hit} />
            </li>
          ))}
          {left > 0 && <li className="text-muted">and {left} more</li>}
        </ul>
      )}
      {more > 0 && (
        <p className="text-muted">Not all of their groups may be listed: type more of the name.</p>
      )}
      {mode === "recorded" && <p className="text-muted">Ids are looked up in what is known now.</p>}
    </div>
  );
}

function HitLine({ hit: { name, path, scope, state } }: { readonly hit: Hit }) {
  return (
    <>
      <PageLink path={`/${path.map(encodeURIComponent).join("/")}`} className="id-link">
        {name}
      </PageLink>{" "}
      {state !== null && <StateChip tone={state.tone}>{state.word}</StateChip>}{" "}
      {scope !== null && (
        <span className="text-muted">
          in {scope.application} / {scope.group}
        </span>
      )}
    </>
  );
}
