import { minuteMs } from "#lib/domain/time.ts";
import type { DeploymentView, Report } from "#lib/report/schema.ts";

export type DeploymentScene = {
  readonly report: Report;
  /** How much of the deployment the window holds. */
  readonly covers: "all" | "its end" | "none";
};

/** Room before a deployment, so that what led to it can be seen. */
const leadShare = 0.1;

/** The group's report narrowed to a deployment's targets and time, as far as the report's window reaches. */
export function toDeploymentScene(report: Report, deployment: DeploymentView): DeploymentScene {
  const ids = new Set(deployment.targets.map(({ instanceId }) => instanceId));
  const { window, covers } = toWindow(report, deployment);
  return {
    covers,
    report: {
      ...report,
      window,
      lanes: report.lanes.filter(({ instanceId }) => ids.has(instanceId)),
      laps: report.laps.filter(({ deploymentId }) => deploymentId === deployment.id),
      hooks: report.hooks.map((hook) => ({
        ...hook,
        waits: hook.waits.filter(({ instanceId }) => ids.has(instanceId)),
      })),
      answer: deployment.open ? report.answer : { ...report.answer, deadline: null },
    },
  };
}

function toWindow(
  { window, at }: Report,
  { createdAt, completedAt, open }: DeploymentView,
): { readonly window: Report["window"]; readonly covers: DeploymentScene["covers"] } {
  if (createdAt === null) return { window, covers: "all" };
  const from = Date.parse(createdAt);
  const to = Date.parse(open ? at : (completedAt ?? at));
  const earliest = Date.parse(window.from);
  if (to < earliest) return { window, covers: "none" };
  const lead = Math.max((Date.parse(at) - from) * leadShare, minuteMs);
  return {
    window: { from: new Date(Math.max(earliest, from - lead)).toISOString(), to: window.to },
    covers: from < earliest ? "its end" : "all",
  };
}
