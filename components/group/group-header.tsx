import { LiveNote, MomentLink } from "#components/data/live-note.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { toHealthTone } from "#components/ui/health-tone.ts";
import { GroupLink, PageLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Report } from "#lib/report/schema.ts";

type GroupHeaderProps = {
  readonly report: Report;
  readonly pace: "ticking" | "frozen";
  readonly trouble: string | undefined;
  /** What the page is about inside its group, e.g. "deployment d-…"; undefined for the group itself. */
  readonly inside?: string;
};

export function GroupHeader({ report, pace, trouble, inside }: GroupHeaderProps) {
  const { scope } = report;
  const name = `${scope.application} / ${scope.group}`;
  return (
    <div className="mb-1.5 flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <nav aria-label="Breadcrumb" className="text-[0.8125rem]">
        <ol className="flex flex-wrap gap-x-1.5">
          <li>
            <PageLink path="/">Fleet</PageLink>
          </li>
          <li className="text-muted" aria-label={`account ${scope.account}, region ${scope.region}`}>
            / {scope.account} · {scope.region} /
          </li>
          {inside !== undefined && (
            <li>
              <GroupLink scope={scope}>
                <Breakable text={name} />
              </GroupLink>{" "}
              /
            </li>
          )}
        </ol>
      </nav>
      <h1 className="text-base">
        <Breakable text={inside ?? name} />
      </h1>
      {inside === undefined && <Capacities report={report} />}
      <span className="ml-auto flex flex-wrap items-center gap-2">
        <MomentLink at={report.at} />
        <LiveNote at={report.at} pace={pace} trouble={trouble} />
      </span>
    </div>
  );
}

function Capacities({ report }: { readonly report: Report }) {
  return (
    <>
      {report.autoScalingGroups.map((group) => (
        <span key={group.name} className="text-[0.8125rem]">
          <span className="text-muted">
            <Breakable text={group.name} />
          </span>{" "}
          <strong>
            {group.inService} of {group.desired} in service
          </strong>
          {group.status !== null && <span className="text-muted"> · {group.status}</span>}
          {group.suspended.length > 0 && (
            <StateChip tone="waiting">
              suspended: {group.suspended.map((process) => process.name).join(", ")}
            </StateChip>
          )}
        </span>
      ))}
      {report.targetGroups.map((group) => (
        <span key={group.arn} className="inline-flex flex-wrap items-baseline gap-1 text-[0.8125rem]">
          <span className="text-muted">
            <Breakable text={group.name} />
          </span>
          {group.known ? (
            <HealthCounts counts={group.counts} />
          ) : (
            <span className="text-muted">not known</span>
          )}
        </span>
      ))}
    </>
  );
}

function HealthCounts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  if (shown.length === 0) return <span className="text-muted">no targets</span>;
  return shown.map(([state, count]) => (
    <StateChip key={state} tone={toHealthTone(state)}>
      {count} {state}
    </StateChip>
  ));
}
