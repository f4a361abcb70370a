export type Point = { readonly x: number; readonly y: number };
export type Line = { readonly slope: number; readonly intercept: number };

/** Two points lie on a line whatever they are: they say nothing of a trend. */
const fewestPoints = 3;

/** The line that is nearest to the points by least squares; undefined where they are too few, or all at one place. */
export function fitLine(points: readonly Point[]): Line | undefined {
  if (points.length < fewestPoints) return undefined;
  const meanX = toMean(points.map(({ x }) => x));
  const meanY = toMean(points.map(({ y }) => y));
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) return undefined;
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  return { slope, intercept: meanY - slope * meanX };
}

function toMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
