import { Breakable } from "#components/ui/breakable.tsx";
import { PageLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { EdgeState, Wiring, WiringEdge, WiringNode } from "#components/wiring/wiring.ts";
import { toPagePath } from "#components/wiring/wiring-box.tsx";
import type { Scope } from "#lib/domain/scope.ts";

type WiringListProps = { readonly wiring: Wiring; readonly scope: Scope };

/** The same wiring as a nested list: each thing with what it leads to. */
export function WiringList({ wiring, scope }: WiringListProps) {
  const reached = new Set(wiring.edges.map(({ to }) => to));
  const roots = wiring.nodes.filter(({ id }) => !reached.has(id));
  return (
    <ul className="wiring-list">
      {roots.map((node) => (
        <WiringItem key={node.id} node={node} edge={undefined} wiring={wiring} scope={scope} />
      ))}
    </ul>
  );
}

type WiringItemProps = WiringListProps & {
  readonly node: WiringNode;
  /** The link that led here. */
  readonly edge: WiringEdge | undefined;
};

const stateWords = {
  whole: "",
  waiting: "waits",
  broken: "broken link",
  "not-read": "not read",
} as const satisfies Record<EdgeState, string>;

function WiringItem({ node, edge, wiring, scope }: WiringItemProps) {
  const next = wiring.edges.filter(({ from }) => from === node.id);
  const byId = new Map(wiring.nodes.map((one) => [one.id, one]));
  const word = edge === undefined ? "" : stateWords[edge.state];
  return (
    <li>
      <span className="inline-flex flex-wrap items-baseline gap-x-2">
        {word !== "" && (
          <StateChip
            tone={edge?.state === "broken" ? "bad" : edge?.state === "waiting" ? "waiting" : "unknown"}
          >
            {word}
          </StateChip>
        )}
        {edge !== undefined && edge.label !== "" && <span className="text-muted">{edge.label}:</span>}
        <span className="text-muted">{node.what}</span>
        {node.page === undefined ? (
          <span>
            <Breakable text={node.name} />
          </span>
        ) : (
          <PageLink path={toPagePath(scope, node.page)} className="id-link">
            {node.name}
          </PageLink>
        )}
        {node.state !== "" && <StateChip tone={node.tone}>{node.state}</StateChip>}
      </span>
      {edge?.sentence !== undefined && <p className="max-w-[90ch] text-muted">{edge.sentence}</p>}
      {next.length > 0 && (
        <ul>
          {next.map((one) => {
            const to = byId.get(one.to);
            return to === undefined ? null : (
              <WiringItem key={`${one.to} ${one.label}`} node={to} edge={one} wiring={wiring} scope={scope} />
            );
          })}
        </ul>
      )}
    </li>
  );
}
