import type { ItemsContext } from "#components/timeline/plan/items-of.ts";
import { toDeploymentLines } from "#components/timeline/plan/lines-of.ts";
import { type MadeItem, toOrdered } from "#components/timeline/plan/made-item.ts";
import { mergeOverlaps } from "#components/timeline/plan/merge-overlaps.ts";
import { packRows } from "#components/timeline/plan/pack-rows.ts";
import type { DeploymentView, Report } from "#lib/report/schema.ts";

/** A row above the lanes and what is in it. */
export type BandRow = {
  readonly key: string;
  readonly label: string;
  readonly made: readonly MadeItem[];
  /** The deployments in it. */
  readonly deploymentIds?: ReadonlySet<string>;
};

/** Deployments that run at the same time stand in rows of their own, so many at most; the rest share one more row. */
const mostRows = 3;

type Placed = MadeItem & { readonly id: string; readonly from: number; readonly to: number };

/** Deployments in as few rows as they fit in without covering each other. One without any time is not drawn. */
export function toDeploymentBands(
  { deployments, lanes }: Pick<Report, "deployments" | "lanes">,
  context: ItemsContext,
): readonly BandRow[] {
  const letters = new Map(lanes.map(({ instanceId, letter }) => [instanceId, letter]));
  const placed = deployments
    .flatMap((deployment) => toPlaced(deployment, { context, letters }))
    .filter(({ from, to }) => to >= context.limits.from && from <= context.limits.to);
  const waiting = new Set(
    deployments.filter(({ waitsForGhosts }) => waitsForGhosts.length > 0).map(({ id }) => id),
  );
  const { rows, rest } = packRows(placed, { mostRows, isFirst: ({ id }) => waiting.has(id) });
  return [
    ...rows.map((row, index) => toBand(row, index, toOrdered(row))),
    ...(rest.length > 0 ? [toBand(rest, rows.length, mergeOverlaps(toOrdered(rest), context.now))] : []),
  ];
}

function toBand(row: readonly Placed[], index: number, made: readonly MadeItem[]): BandRow {
  return {
    key: `band deployments ${index + 1}`,
    label: index === 0 ? "deployments" : `deployments, row ${index + 1}`,
    made: made.map(({ item, lines }) => ({ item, lines })),
    deploymentIds: new Set(row.map(({ id }) => id)),
  };
}

type Drawing = { readonly context: ItemsContext; readonly letters: ReadonlyMap<string, string> };

function toPlaced(deployment: DeploymentView, { context, letters }: Drawing): readonly Placed[] {
  const { id, open, tone, status, waitsForGhosts, completedAt } = deployment;
  const start = deployment.createdAt ?? deployment.startedAt;
  if (start === null) return [];
  const from = Date.parse(start);
  const end = completedAt === null ? (open ? context.now : from) : Date.parse(completedAt);
  const to = Math.max(from, end);
  const ghosts = waitsForGhosts.map((instanceId) => letters.get(instanceId) ?? instanceId).join(", ");
  const text = ghosts === "" ? `${id} ${status}` : `${id} waits for ${ghosts}`;
  const item = { key: `deployment ${id}`, kind: "deployment", from, to, tone, text, open } as const;
  return [{ id, from, to, item, lines: () => toDeploymentLines(deployment, item, context) }];
}
