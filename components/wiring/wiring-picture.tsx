import { useId, useMemo } from "react";
import { type PlacedNode, placeWiring } from "#components/wiring/layout.ts";
import { type TroubledEdge, toEdgeKey, type Wiring } from "#components/wiring/wiring.ts";
import { WiringBox } from "#components/wiring/wiring-box.tsx";
import { WiringLine } from "#components/wiring/wiring-line.tsx";
import type { Scope } from "#lib/domain/scope.ts";

type WiringPictureProps = {
  readonly wiring: Wiring;
  readonly troubled: readonly TroubledEdge[];
  readonly scope: Scope;
};

/** The wiring drawn; wider than a phone, so it scrolls in a box of its own. */
export function WiringPicture({ wiring, troubled, scope }: WiringPictureProps) {
  const id = useId();
  const { nodes, edges, width, height } = useMemo(() => placeWiring(wiring), [wiring]);
  const numbers = new Map(troubled.map((edge, index) => [toEdgeKey(edge), index + 1]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="wiring-box" aria-label="Picture of the wiring" tabIndex={0}>
      <svg
        className="wiring"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-desc`}
      >
        <title id={`${id}-title`}>Wiring of {`${scope.application} / ${scope.group}`}</title>
        <desc id={`${id}-desc`}>{toDescription(nodes, troubled.length)}</desc>
        {edges.map((edge) => (
          <WiringLine
            key={toEdgeKey(edge)}
            edge={edge}
            number={edge.sentence === undefined ? undefined : numbers.get(toEdgeKey(edge))}
          />
        ))}
        {nodes.map((node) => (
          <WiringBox key={node.id} node={node} scope={scope} />
        ))}
      </svg>
      <p className="wiring-legend">
        <LegendLine state="whole" /> whole <LegendLine state="waiting" /> holds or waits{" "}
        <LegendLine state="broken" /> broken <LegendLine state="not-read" /> not read{" "}
        <span className="wiring-legend-box" /> gone or missing
      </p>
    </section>
  );
}

function LegendLine({ state }: { readonly state: string }) {
  return (
    <svg className="wiring wiring-sample" width="34" height="10" aria-hidden="true">
      <path className="wiring-line" data-state={state} d="M2 5H32" />
    </svg>
  );
}

function toDescription(nodes: readonly PlacedNode[], troubled: number): string {
  const links = troubled === 0 ? "no broken link" : `${troubled} numbered links that are broken or wait`;
  return `${nodes.length} things in columns from the deployment group at the left to its target groups at the right, with ${links}. The same stands in the list.`;
}
