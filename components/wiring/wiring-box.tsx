import { PageLink } from "#components/ui/resource-link.tsx";
import { toFitting } from "#components/wiring/curve.ts";
import { nodeHeight, nodeWidth, type PlacedNode } from "#components/wiring/layout.ts";
import type { WiringNode } from "#components/wiring/wiring.ts";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";

/** How many characters fit: in bold, in the fixed-width face, and in the small lines. */
const mostBold = 22;
const mostFixed = 24;
const mostSmall = 28;

type WiringBoxProps = { readonly node: PlacedNode; readonly scope: Scope };

/** One thing: what it is, what it is called, and how it stands. */
export function WiringBox({ node, scope }: WiringBoxProps) {
  const { x, y, what, name, state, tone, presence, page } = node;
  return (
    <g
      transform={`translate(${Math.round(x)} ${Math.round(y)})`}
      className="wiring-node"
      data-tone={tone}
      data-presence={presence}
    >
      <title>{`${what} ${name}${state === "" ? "" : `: ${state}`}`}</title>
      <rect className="wiring-rim" width={nodeWidth} height={nodeHeight} rx="5" />
      <rect className="wiring-mark" x="0.5" y="0.5" width="4" height={nodeHeight - 1} rx="2" />
      <text className="wiring-what" x="12" y="15">
        {toFitting(what, mostSmall)}
      </text>
      {page === undefined ? (
        <text className="wiring-name" x="12" y="31">
          {toFitting(name, mostBold)}
        </text>
      ) : (
        <PageLink path={toPagePath(scope, page)} className="wiring-link">
          <text className="wiring-name" x="12" y="31">
            {toFitting(name, mostFixed)}
          </text>
        </PageLink>
      )}
      <text className="wiring-state" x="12" y="46">
        {toFitting(state, mostSmall)}
      </text>
    </g>
  );
}

export function toPagePath(scope: Scope, { kind, id }: NonNullable<WiringNode["page"]>): string {
  return `${toScopePath(scope)}/${kind}s/${encodeURIComponent(id)}`;
}
