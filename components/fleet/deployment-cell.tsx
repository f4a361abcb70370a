import { Age } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { GroupRow } from "#lib/report/schema.ts";

type DeploymentCellProps = {
  readonly deployment: GroupRow["deployment"];
  readonly scope: Scope;
  readonly at: string;
};

export function DeploymentCell({ deployment, scope, at }: DeploymentCellProps) {
  if (deployment === null) return <span className="text-muted">none</span>;
  const { id, status, tone, open, done, total, createdAt, completedAt } = deployment;
  const since = open ? createdAt : (completedAt ?? createdAt);
  return (
    <div className="min-w-36">
      <StateChip tone={tone}>{status}</StateChip> <ResourceLink scope={scope} kind="deployment" id={id} />
      {open && total > 0 && <Progress done={done} total={total} />}
      <p className="text-[0.78125rem] text-muted">
        {open && total > 0 && `${done} of ${total} targets done`}
        {open && total > 0 && since !== null && ", "}
        {since !== null && (
          <>
            {open ? "for " : ""}
            <Age iso={since} at={at} />
            {open ? "" : " ago"}
          </>
        )}
      </p>
    </div>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <span
      role="progressbar"
      aria-label="Targets done"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      data-tone="busy"
      className="progress my-1"
    >
      <span style={{ width: `${(100 * done) / total}%` }} />
    </span>
  );
}
