import { toLaneRows } from "#components/timeline/lane-rows.ts";
import type { Scene } from "#components/timeline/scene.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import type { Lane } from "#lib/report/schema.ts";

/** A lane as a table: the same content as the drawing. */
export function LaneTable({ lane, scene }: { readonly lane: Lane; readonly scene: Scene }) {
  const at = new Date(scene.now).toISOString();
  return (
    <ScrollTable label={`${lane.instanceId} as a table`} narrow="cards">
      <caption className="sr-only">Everything known of {lane.instanceId} in this window, by time</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Track</th>
          <th scope="col">State</th>
          <th scope="col">How sure</th>
          <th scope="col">Source</th>
        </tr>
      </thead>
      <tbody>
        {toLaneRows(lane, scene).map((row) => (
          <tr key={row.key}>
            <td data-label="From">
              <Moment iso={row.from} at={at} />
            </td>
            <td data-label="To">
              {row.kind === "mark" ? "" : row.to === null ? "still" : <Moment iso={row.to} at={at} />}
            </td>
            <td data-label="Track" className="whitespace-nowrap">
              {row.track}
            </td>
            <th scope="row" className="long">
              {row.state}
            </th>
            <td data-label="How sure">{row.certainty}</td>
            <td data-label="Source">{scene.sources.get(row.source)?.title ?? row.source}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
