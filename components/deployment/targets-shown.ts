import type { DeploymentView, Report } from "#lib/report/schema.ts";

/** How the targets that are shown compare with what CodeDeploy counts. */
export type TargetsShown = {
  readonly shown: number;
  /** All that CodeDeploy counts; undefined where it gave no counts. */
  readonly counted: number | undefined;
  /** What is missing or not known, and why; none where everything is shown. */
  readonly gaps: readonly string[];
};

const source = "codedeploy-targets";

export function toTargetsShown(
  deployment: Pick<DeploymentView, "targets" | "progress" | "targetList">,
  sources: Report["sources"],
): TargetsShown {
  const { targets, progress, targetList } = deployment;
  const shown = targets.length;
  const counted = progress === null ? undefined : Object.values(progress).reduce((sum, one) => sum + one, 0);
  const unread = targets.filter(({ status }) => status === "not read").length;
  const reason = toReason(sources);
  const gaps: string[] = [];
  if (counted !== undefined && counted > shown) gaps.push(toMissing(counted - shown, targetList, reason));
  if (unread > 0) gaps.push(`${count(unread)} shown by id alone: the state was not read.${reason}`);
  if (targetList === "not-complete" && (counted === undefined || counted <= shown))
    gaps.push(`The list of targets was not read to its end, so there may be more.${reason}`);
  if (counted !== undefined && counted > 0 && counted < shown)
    gaps.push(
      `CodeDeploy's own counts come to ${counted}, ${shown - counted} fewer: it has no counter for Unknown, and the counts may have been read at another moment.`,
    );
  if (counted === undefined) gaps.push("CodeDeploy gave no counts to compare the targets with.");
  return { shown, counted, gaps };
}

function toMissing(missing: number, targetList: DeploymentView["targetList"], reason: string): string {
  const why =
    targetList === "complete"
      ? "the list that CodeDeploy gave does not name them; it may have been read at another moment than the counts."
      : "the list of targets was not read to its end.";
  return `${count(missing)} not shown: ${why}${reason}`;
}

/** What keeps the source of the targets from being read; empty where nothing does. */
function toReason(sources: Report["sources"]): string {
  const state = sources.find(({ id }) => id === source);
  if (state === undefined) return "";
  if (state.failure !== undefined) return ` ${state.failure.operation}: ${state.failure.message}`;
  return state.truncated ? " The reading was cut short: there was more than one reading may ask for." : "";
}

function count(targets: number): string {
  return targets === 1 ? "1 target is" : `${targets} targets are`;
}
