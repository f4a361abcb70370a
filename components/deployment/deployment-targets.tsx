import { EventMatrix } from "#components/deployment/event-matrix.tsx";
import { toTargetsShown } from "#components/deployment/targets-shown.ts";
import type { DeploymentView, Report } from "#lib/report/schema.ts";

type DeploymentTargetsProps = {
  readonly deployment: DeploymentView;
  readonly report: Report;
  readonly selected: string | undefined;
  readonly onOpen: (instanceId: string) => void;
};

/** The matrix, and how much of the deployment it shows. */
export function DeploymentTargets({ deployment, report, selected, onOpen }: DeploymentTargetsProps) {
  if (deployment.targetsKnown === "not-started") {
    return <p>It has not started: CodeDeploy lists no targets before it does.</p>;
  }
  const { shown, counted, gaps } = toTargetsShown(deployment, report.sources);
  if (deployment.targetsKnown === "not-read") {
    return (
      <>
        <p>Its targets have not been read, so nothing can be said of them.</p>
        <Gaps gaps={gaps} />
      </>
    );
  }
  if (shown === 0) return <p>CodeDeploy lists no target for it.</p>;
  return (
    <>
      <p>
        {counted === undefined || counted <= shown
          ? `${shown === 1 ? "1 target" : `${shown} targets`}, worst first.`
          : `${shown} of ${counted} targets, worst first.`}{" "}
        <HeatKey />
      </p>
      <Gaps gaps={gaps} />
      <div className="mt-2">
        <EventMatrix
          key={deployment.id}
          label="Targets and lifecycle events"
          deployment={deployment}
          report={report}
          selected={selected}
          onOpen={onOpen}
        />
      </div>
    </>
  );
}

function Gaps({ gaps }: { readonly gaps: readonly string[] }) {
  if (gaps.length === 0) return null;
  return (
    <ul className="mt-1 space-y-1" aria-label="What is not shown">
      {gaps.map((gap) => (
        <li key={gap} data-tone="waiting" className="deadline">
          {gap}
        </li>
      ))}
    </ul>
  );
}

function HeatKey() {
  return (
    <span className="text-muted">
      Shade: longer than the column’s median, from 1¼{" "}
      <span className="heat-key" aria-hidden="true">
        {[1, 2, 3, 4].map((level) => (
          <span key={level} className="matrix-cell" data-heat={level} />
        ))}
      </span>{" "}
      to 4 times. Bar: part of the longest.
    </span>
  );
}
