import { LinkedText } from "#components/ui/linked-text.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { DeploymentView, Report, StopCost } from "#lib/report/schema.ts";

type DeploymentTableProps = { readonly deployments: readonly DeploymentView[]; readonly report: Report };

export function DeploymentTable({ deployments, report }: DeploymentTableProps) {
  if (deployments.length === 0) return <p className="text-muted">No deployment in what was read.</p>;
  return (
    <ScrollTable label="Deployments" narrow="cards">
      <thead>
        <tr>
          <th scope="col">Deployment</th>
          <th scope="col">Status</th>
          <th scope="col">Made by</th>
          <th scope="col">Created</th>
          <th scope="col">Completed</th>
          <th scope="col">Progress</th>
          <th scope="col">Waits for</th>
          <th scope="col">If you stop it</th>
        </tr>
      </thead>
      <tbody>
        {deployments.map((deployment) => (
          <DeploymentLine key={deployment.id} deployment={deployment} report={report} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

function DeploymentLine({
  deployment,
  report,
}: {
  readonly deployment: DeploymentView;
  readonly report: Report;
}) {
  return (
    <tr>
      <th scope="row">
        <ResourceLink scope={report.scope} kind="deployment" id={deployment.id} />
      </th>
      <td data-label="Status">
        <StateChip tone={deployment.tone}>{deployment.status}</StateChip>
      </td>
      <td data-label="Made by">{deployment.creatorText}</td>
      <td data-label="Created">
        <Moment iso={deployment.createdAt} at={report.at} />
      </td>
      <td data-label="Completed">
        {deployment.open ? "running" : <Moment iso={deployment.completedAt} at={report.at} />}
      </td>
      <td data-label="Progress">{toProgressText(deployment)}</td>
      <td data-label="Waits for" className="long">
        {deployment.waitsForGhosts.length > 0 ? (
          <>
            <LinkedText text={deployment.waitsForGhosts.join(", ")} scope={report.scope} />{" "}
            <StateChip tone="gone">gone</StateChip>
          </>
        ) : (
          (deployment.errorMessage ?? "")
        )}
      </td>
      <td data-label="If you stop it" className={deployment.stop === null ? undefined : "long"}>
        {deployment.stop !== null && <StopCostText stop={deployment.stop} report={report} />}
      </td>
    </tr>
  );
}

function StopCostText({ stop, report }: { readonly stop: StopCost; readonly report: Report }) {
  const lost = stop.losesInstances.length;
  return (
    <>
      {lost > 0 && (
        <StateChip tone="bad">
          {stop.certainty === "sure" ? "costs" : "may cost"} {lost === 1 ? "1 instance" : `${lost} instances`}
        </StateChip>
      )}{" "}
      <LinkedText text={stop.sentence} scope={report.scope} />
      {stop.replacedBy !== null && <div className="text-muted">Then: {stop.replacedBy}</div>}
    </>
  );
}

/** CodeDeploy's own counts, in words, those of zero left out. */
export function toProgressText({ progress }: DeploymentView): string {
  if (progress === null) return "counts not known";
  const { succeeded, inProgress, pending, failed, skipped, ready } = progress;
  const counts = { succeeded, "in progress": inProgress, pending, failed, skipped, ready };
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.length === 0
    ? "no target counted"
    : parts.map(([word, count]) => `${count} ${word}`).join(", ");
}
