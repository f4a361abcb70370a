import type { Rollout, RolloutBar } from "#components/deployment/rollout.ts";

type RolloutPlotProps = {
  readonly bars: readonly RolloutBar[];
  readonly rollout: Pick<Rollout, "from" | "to">;
};

const width = 1000;
const tallestPx = 160;
const thickest = 7;

/** A thin bar for each target, none left out: very many share the height. The row beside it says the same in words. */
export function RolloutPlot({ bars, rollout }: RolloutPlotProps) {
  const span = Math.max(1, rollout.to - rollout.from);
  const pitch = Math.min(thickest + 2, Math.max(tallestPx / bars.length, 0.1));
  const thickness = pitch > 3 ? pitch - 2 : pitch;
  const height = Math.max(thickest + 2, pitch * bars.length);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      height={Math.round(height)}
      preserveAspectRatio="none"
    >
      {bars.map(({ instanceId, from, to, tone, ends }, index) => (
        <rect
          key={instanceId}
          data-tone={tone}
          data-ends={ends}
          x={((from - rollout.from) / span) * width}
          width={Math.max(2, ((to - from) / span) * width)}
          y={index * pitch + (pitch - thickness) / 2}
          height={thickness}
        />
      ))}
    </svg>
  );
}
