import { toCurve } from "#components/wiring/curve.ts";
import type { PlacedEdge } from "#components/wiring/layout.ts";

type WiringLineProps = {
  readonly edge: PlacedEdge;
  /** Under which its sentence stands beside the picture. */
  readonly number: number | undefined;
};

export function WiringLine({ edge, number }: WiringLineProps) {
  const { points, state, middle, sentence, label } = edge;
  return (
    <g>
      <path className="wiring-line" data-state={state} d={toCurve(points)}>
        {(sentence ?? label) !== "" && <title>{sentence ?? label}</title>}
      </path>
      {number !== undefined && (
        <g
          className="wiring-number"
          data-tone={state === "broken" ? "bad" : "waiting"}
          transform={`translate(${Math.round(middle.x)} ${Math.round(middle.y)})`}
        >
          <title>{sentence}</title>
          {state === "broken" ? <path d="M-9 -9H9V9H-9Z" /> : <circle r="9.5" />}
          <text y="3.5" textAnchor="middle">
            {number}
          </text>
        </g>
      )}
    </g>
  );
}
