import { SafetyChip } from "#components/group/detaching-list.tsx";
import { listUnread, toAbsentText } from "#components/group/unread.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { toHealthTone } from "#components/ui/health-tone.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import { toLifecycleTone } from "#lib/domain/tones.ts";
import type { InstanceRow, Report } from "#lib/report/schema.ts";

type InstanceTableProps = {
  readonly rows: readonly InstanceRow[];
  readonly report: Report;
  readonly label: string;
};

export function InstanceTable({ rows, report, label }: InstanceTableProps) {
  if (rows.length === 0) return <p className="text-muted">None in what was read.</p>;
  return (
    <ScrollTable label={label} narrow="cards">
      <thead>
        <tr>
          <th scope="col">Instance</th>
          <th scope="col">EC2</th>
          <th scope="col">Auto Scaling</th>
          <th scope="col">Target health</th>
          <th scope="col">Launched</th>
          <th scope="col">Terminated</th>
          <th scope="col">Zone</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <InstanceLine key={row.instanceId} row={row} report={report} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

function InstanceLine({ row, report }: { readonly row: InstanceRow; readonly report: Report }) {
  const leaving = report.detaching.find(({ instanceId }) => instanceId === row.instanceId);
  return (
    <tr>
      <th scope="row">
        <span className="whitespace-nowrap">
          <span className="lane-letter mr-1.5" data-ghost={row.ghost}>
            {row.letter}
          </span>
          <ResourceLink scope={report.scope} kind="instance" id={row.instanceId} />
        </span>
        {row.name !== null && (
          <div className="max-w-80 pl-8 text-muted">
            <Breakable text={row.name} />
          </div>
        )}
      </th>
      <td data-label="EC2">
        <StateChip tone={row.ghost ? "gone" : row.ec2 === "running" ? "good" : "idle"}>{row.ec2}</StateChip>
        {row.ghost && <div className="font-semibold whitespace-nowrap">GONE, still referred to</div>}
        {row.stateReason !== undefined && (
          <div className="max-w-64 text-muted">
            {row.stateReason.code}: {row.stateReason.meaning ?? "not a known code"}
          </div>
        )}
        {leaving !== undefined && (
          <div className="mt-1 whitespace-nowrap">
            <SafetyChip safe={leaving.safe} />
          </div>
        )}
      </td>
      <td data-label="Auto Scaling">
        {row.autoScaling === null ? (
          <span className="text-muted">{toAbsentText("not a member", listUnread(report, "membership"))}</span>
        ) : (
          <StateChip tone={toLifecycleTone(row.autoScaling)}>{row.autoScaling}</StateChip>
        )}
        {row.autoScalingGroup !== null && (
          <div className="max-w-80 text-muted">
            <Breakable text={row.autoScalingGroup} />
          </div>
        )}
      </td>
      <td data-label="Target health">
        {row.targetHealth.length === 0 && (
          <span className="text-muted">
            {toAbsentText("not registered", listUnread(report, "targetHealth"))}
          </span>
        )}
        {row.targetHealth.map((health) => (
          <div key={health.targetGroup}>
            <StateChip tone={toHealthTone(health.state)}>{health.state}</StateChip>{" "}
            <span className="text-muted">
              {health.targetGroup}
              {health.reason !== null && ` · ${health.reason}`}
            </span>
          </div>
        ))}
      </td>
      <td data-label="Launched">
        <Moment iso={row.launchedAt} at={report.at} />
      </td>
      <td data-label="Terminated">
        {row.terminatedAt === null ? "" : <Moment iso={row.terminatedAt} at={report.at} />}
      </td>
      <td data-label="Zone">{row.zone ?? ""}</td>
      <td data-label="Because" className="long text-muted">
        <Breakable text={row.because.join(", ")} />
      </td>
    </tr>
  );
}
