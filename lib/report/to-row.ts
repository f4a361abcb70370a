import type { DeploymentView, GroupRow, GroupSeverity, Report, SourceView } from "#lib/report/schema.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

/** A report as one row of the fleet. */
export function toGroupRow(report: Report): GroupRow {
  return {
    scope: { ...report.scope },
    severity: toGroupSeverity(report),
    sentence: report.answer.sentence,
    findings: report.findings
      .filter(({ verdict }) => verdict !== "cannot-tell")
      .map(({ rule, title, verdict, severity, subject }) => ({
        rule,
        title,
        verdict,
        severity,
        subject: { ...subject },
      })),
    instances: toInstances(report),
    targetHealth: toTargetHealth(report),
    deployment: toDeployment(report),
    sources: report.sources.map(({ id, title, status, readAt, failure }) => ({
      id,
      title,
      status,
      readAt,
      ...(failure !== undefined && { failure }),
    })),
  };
}

const worstFirst: readonly GroupSeverity[] = ["critical", "warning", "unknown", "info", "none"];

/** Worst first; among equals by place and name. */
export function compareRows(a: GroupRow, b: GroupRow): number {
  return (
    worstFirst.indexOf(a.severity) - worstFirst.indexOf(b.severity) ||
    compareText(a.scope.account, b.scope.account) ||
    compareText(a.scope.region, b.scope.region) ||
    compareText(a.scope.application, b.scope.application) ||
    compareText(a.scope.group, b.scope.group)
  );
}

/** The answer has weighed findings against what could not be read: `unknown` is worse than a hint, never "none". */
function toGroupSeverity({ answer }: Report): GroupSeverity {
  if (answer.severity !== null) return answer.severity;
  return answer.verdict === "cannot-tell" ? "unknown" : "none";
}

function toInstances({ autoScalingGroups, lanes, sources }: Report): GroupRow["instances"] {
  const sum = (count: (group: Report["autoScalingGroups"][number]) => number) =>
    autoScalingGroups.reduce((total, group) => total + count(group), 0);
  return {
    desired: sum((group) => group.desired),
    inService: sum((group) => group.inService),
    members: sum((group) => group.members),
    known: isReadable(sources, "autoscaling-groups"),
    ghosts: lanes.filter(({ ghost }) => ghost).length,
    ghostsKnown: isReadable(sources, "autoscaling-groups") && isReadable(sources, "ec2-instances"),
  };
}

function toTargetHealth({ targetGroups, sources }: Report): GroupRow["targetHealth"] {
  const counts: Record<string, number> = {};
  for (const group of targetGroups) {
    for (const [state, count] of Object.entries(group.counts)) counts[state] = (counts[state] ?? 0) + count;
  }
  return { counts, known: isReadable(sources, "elb-target-health") };
}

function isReadable(sources: readonly SourceView[], id: string): boolean {
  return sources.some(
    (source) => source.id === id && (source.status === "ok" || source.status === "partial"),
  );
}

/** The deployment whose targets the report lists: the running one that matters most, else the last. */
function toDeployment({ deployments, instances }: Report): GroupRow["deployment"] {
  const deployment = deployments.find(({ id }) => id === instances.targetsOf);
  if (deployment === undefined) return null;
  const { id, status, tone, open, creator, createdAt, completedAt } = deployment;
  return { id, status, tone, open, creator, createdAt, completedAt, ...toProgress(deployment) };
}

/** CodeDeploy counts no Unknown targets, so its sum may be less than the targets. */
function toProgress({ progress, targets }: DeploymentView): {
  readonly done: number;
  readonly total: number;
} {
  if (progress === null) {
    const open = ["Pending", "InProgress", "Ready", "Unknown", "not read"];
    return { done: targets.filter(({ status }) => !open.includes(status)).length, total: targets.length };
  }
  const done = progress.succeeded + progress.failed + progress.skipped;
  return {
    done,
    total: Math.max(targets.length, done + progress.pending + progress.inProgress + progress.ready),
  };
}
