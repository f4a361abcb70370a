import type { InstanceRow, Report } from "#lib/report/schema.ts";

/** Whether the report speaks of the instance anywhere. */
export function namesInstance(report: Report, id: string): boolean {
  return (
    report.lanes.some((lane) => lane.instanceId === id) ||
    listRows(report).some((row) => row.instanceId === id) ||
    report.deployments.some((deployment) => deployment.targets.some((target) => target.instanceId === id))
  );
}

/** The group's report narrowed to what names one instance. Its facts stand in `instances.matching`. */
export function toInstanceReport(report: Report, id: string): Report {
  const row = listRows(report).find((known) => known.instanceId === id);
  const matching = row === undefined ? [] : [row];
  return {
    ...report,
    lanes: report.lanes.filter((lane) => lane.instanceId === id),
    laps: report.laps.filter((lap) => lap.instanceId === id),
    instances: { ...report.instances, matching, deployable: [], targets: [] },
    findings: report.findings.filter((finding) => finding.subject.id === id || finding.summary.includes(id)),
    hooks: report.hooks
      .map((hook) => ({ ...hook, waits: hook.waits.filter((wait) => wait.instanceId === id) }))
      .filter((hook) => hook.waits.length > 0),
    activities: report.activities.filter(
      (activity) => activity.instanceId === id || activity.description.includes(id),
    ),
    deployments: report.deployments
      .map((deployment) => ({
        ...deployment,
        targets: deployment.targets.filter((target) => target.instanceId === id),
      }))
      .filter((deployment) => deployment.targets.length > 0),
  };
}

function listRows({ instances }: Report): readonly InstanceRow[] {
  return [...instances.matching, ...instances.targets, ...instances.deployable];
}
