import type { BandRow } from "#components/timeline/plan/deployment-bands.ts";
import { ec2Track } from "#components/timeline/plan/ghost-stretch.ts";
import type { Row, WaitLine } from "#components/timeline/plan/plan.ts";
import type { DeploymentView } from "#lib/report/schema.ts";

type Drawn = { readonly bands: readonly BandRow[]; readonly rows: readonly Row[] };

/** A line from every open deployment to every ghost that it waits for, where both are drawn. */
export function toWaitLines(
  deployments: readonly DeploymentView[],
  { bands, rows }: Drawn,
): readonly WaitLine[] {
  const waiting = deployments.filter(({ open, waitsForGhosts }) => open && waitsForGhosts.length > 0);
  if (waiting.length === 0) return [];
  const rowKeys = toGhostRows(rows);
  return waiting.flatMap((deployment) => {
    const since = deployment.createdAt ?? deployment.startedAt;
    const band = bands.find(({ deploymentIds }) => deploymentIds?.has(deployment.id) === true);
    if (since === null || band === undefined) return [];
    return deployment.waitsForGhosts.flatMap((instanceId) => {
      const rowKey = rowKeys.get(instanceId);
      if (rowKey === undefined) return [];
      const line = { deploymentId: deployment.id, instanceId, bandKey: band.key, rowKey };
      return [{ ...line, since: Date.parse(since) }];
    });
  });
}

/** Where an instance's outline is: on its EC2 track, or on its single line. */
function toGhostRows(rows: readonly Row[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const row of rows) {
    if (row.kind === "band" || !row.lane.ghost) continue;
    if (row.kind === "lane" || row.track.track === ec2Track) keys.set(row.lane.instanceId, row.key);
  }
  return keys;
}
