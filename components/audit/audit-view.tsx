import Link from "next/link";
import { AuditMoment } from "#components/audit/audit-moment.tsx";
import { type AuditChoice, toAuditPath } from "#components/audit/audit-path.ts";
import { AuditRow } from "#components/audit/audit-row.tsx";
import { AuditToolbar } from "#components/audit/audit-toolbar.tsx";
import { CheckedPlaces } from "#components/audit/checked-places.tsx";
import { HistoryNote } from "#components/data/history-note.tsx";
import { PastProvider } from "#components/time/past-context.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { type Audit, GroupSeverity } from "#lib/report/schema.ts";

/** As many rows as a page shows at first, and adds at a time. */
export const rowsAtATime = 100;

type AuditViewProps = {
  readonly audit: Audit;
  /** As the URL says it: undefined is now. */
  readonly at: string | undefined;
  readonly limit: number;
  readonly servedAt: string;
};

/** Hooks, suspended processes and leftovers of all accounts, worst first. */
export function AuditView({ audit, at, limit, servedAt }: AuditViewProps) {
  const { rows, filter, counts, total, checked } = audit;
  const choice: AuditChoice = { at, severity: filter.severity ?? undefined, text: filter.text };
  const isBegun = checked.some(
    ({ readAt, groups, hooksReadAt }) => readAt === null || (groups > 0 && hooksReadAt === null),
  );
  return (
    <PastProvider at={at}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-lg">Audit</h1>
        <p className="text-muted">
          as of <Moment iso={audit.at} at={audit.at} />
        </p>
        <AuditMoment
          choice={choice}
          at={audit.at}
          mode={audit.mode}
          servedAt={servedAt}
          reading={isBegun ? "begun" : "done"}
        />
      </div>
      <p className="mb-2 max-w-[90ch] text-muted">
        Lifecycle hooks, suspended processes and leftovers of every Auto Scaling group that a deployment group
        names: what will hurt at the next launch or deployment, before it does.
      </p>
      <HistoryNote trouble={audit.historyTrouble} />
      <div className="panel">
        <AuditToolbar
          choice={choice}
          counts={counts}
          severities={GroupSeverity.options}
          shown={rows.length}
          total={total}
        />
        {rows.length === 0 ? <NoRows audit={audit} /> : <AuditTable audit={audit} limit={limit} />}
        {rows.length > limit && (
          <p className="border-t border-line px-3 py-2">
            <Link
              className="button"
              href={toAuditPath(choice, { rows: `${limit + rowsAtATime}` })}
              replace
              scroll={false}
              prefetch={false}
            >
              Show {Math.min(rowsAtATime, rows.length - limit)} more
            </Link>{" "}
            <span className="text-muted">
              {rows.length - limit} not shown; they are the least severe. The files have all of them.
            </span>
          </p>
        )}
      </div>
      <CheckedPlaces audit={audit} />
    </PastProvider>
  );
}

function AuditTable({ audit, limit }: { readonly audit: Audit; readonly limit: number }) {
  return (
    <div className="relative overflow-x-auto border-t border-line">
      <table className="data-table card-table audit-table">
        <caption className="sr-only">Audit of hooks and Auto Scaling groups, worst first</caption>
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">Auto Scaling group</th>
            <th scope="col">What</th>
            <th scope="col">Since</th>
            <th scope="col">Evidence</th>
            <th scope="col">Next step</th>
          </tr>
        </thead>
        <tbody>
          {audit.rows.slice(0, limit).map((row) => (
            <AuditRow
              key={`${row.account} ${row.region} ${row.autoScalingGroup ?? ""} ${row.groups.map(({ application, group }) => `${application}/${group}`).join(" ")} ${row.what}`}
              row={row}
              at={audit.at}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NoRows({ audit: { total, at } }: { readonly audit: Audit }) {
  return (
    <p className="border-t border-line px-3 py-6 text-center text-muted">
      {total > 0 ? (
        `None of the ${total} rows matches these filters.`
      ) : (
        <>
          No Auto Scaling group to check, as of <Moment iso={at} at={at} />: below is what was read, and when.
        </>
      )}
    </p>
  );
}
