import { memo } from "react";
import { DeploymentCell } from "#components/fleet/deployment-cell.tsx";
import { StripCell } from "#components/fleet/strip-cell.tsx";
import type { LineProps } from "#components/fleet/virtual-line.ts";
import { toFindingKey } from "#components/group/finding-key.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { toHealthTone } from "#components/ui/health-tone.ts";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { PageLink } from "#components/ui/resource-link.tsx";
import { SeveritySign, StateChip, toSeverityTone, toVerdictWord } from "#components/ui/signs.tsx";
import { toScopePath } from "#lib/domain/scope.ts";
import type { GroupRow } from "#lib/report/schema.ts";

const chipsShown = 3;

type FleetRowProps = LineProps & { readonly row: GroupRow; readonly at: string };

/** One deployment group. Scrolling renders the table again and again: a row that is as it was is left alone. */
export const FleetRow = memo(function FleetRow({ row, at, index, measure }: FleetRowProps) {
  const { scope } = row;
  const path = toScopePath(scope);
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <td>
        <SeveritySign severity={row.severity} />
      </td>
      <th scope="row">
        <PageLink path={path} data-row-link className="font-semibold wrap-anywhere">
          <Breakable text={`${scope.application} / ${scope.group}`} />
        </PageLink>
        <div className="text-muted">
          {scope.account} · {scope.region}
        </div>
      </th>
      <td>
        <p className="max-w-[70ch] text-pretty">
          <LinkedText text={row.sentence} scope={scope} />
        </p>
        <FindingChips row={row} path={path} />
        <UnreadSources sources={row.sources} />
      </td>
      <td data-label="Last 24 h (UTC)">
        <StripCell row={row} at={at} />
      </td>
      <td data-label="In service">
        <Capacity instances={row.instances} />
      </td>
      <td data-label="Target health">
        <TargetHealth health={row.targetHealth} />
      </td>
      <td data-label="Latest deployment">
        <DeploymentCell deployment={row.deployment} scope={scope} at={at} />
      </td>
    </tr>
  );
});

function FindingChips({ row, path }: { readonly row: GroupRow; readonly path: string }) {
  const known = row.findings.filter((finding) => finding.verdict !== "cannot-tell");
  const unsure = row.findings.length - known.length;
  if (row.findings.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-1" aria-label="Findings">
      {known.slice(0, chipsShown).map((finding) => (
        <li key={toFindingKey(finding)} className="max-w-full">
          <PageLink path={path} query={{ finding: toFindingKey(finding) }} className="no-underline">
            <StateChip tone={toSeverityTone(finding.severity)}>
              <span className="truncate">{finding.title}</span>
              <span className="opacity-85">{toVerdictWord(finding.verdict)}</span>
            </StateChip>
          </PageLink>
        </li>
      ))}
      {known.length > chipsShown && (
        <li>
          <PageLink path={path}>{known.length - chipsShown} more</PageLink>
        </li>
      )}
      {unsure > 0 && (
        <li>
          <StateChip tone="unknown">
            {unsure} {unsure === 1 ? "check" : "checks"} cannot tell
          </StateChip>
        </li>
      )}
    </ul>
  );
}

function UnreadSources({ sources }: { readonly sources: GroupRow["sources"] }) {
  const unread = sources.filter((source) => source.status !== "ok");
  if (unread.length === 0) return null;
  const texts = unread.map(({ title, status, failure }) => {
    const why = failure === undefined ? status : (failure.missingAction ?? failure.code);
    return `${title} ${status === "waiting" ? "(not read yet)" : `(${why})`}`;
  });
  return <p className="mt-1 text-[0.78125rem] text-muted">Not read: {texts.join(", ")}</p>;
}

function Capacity({ instances }: { readonly instances: GroupRow["instances"] }) {
  if (!instances.known) return <span className="text-muted">not known</span>;
  return (
    <>
      <span className={instances.inService < instances.desired ? "font-semibold" : ""}>
        {instances.inService} of {instances.desired}
      </span>
      {!instances.ghostsKnown && <div className="text-muted text-[0.78125rem]">ghosts not known</div>}
      {instances.ghosts > 0 && (
        <div className="mt-0.5">
          <StateChip tone="gone">
            {instances.ghosts} {instances.ghosts === 1 ? "ghost" : "ghosts"}
          </StateChip>
        </div>
      )}
    </>
  );
}

export function TargetHealth({ health }: { readonly health: GroupRow["targetHealth"] }) {
  const counts = Object.entries(health.counts).filter(([, count]) => count > 0);
  if (!health.known) return <span className="text-muted">not known</span>;
  if (counts.length === 0) return <span className="text-muted">no targets</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {counts.map(([state, count]) => (
        <StateChip key={state} tone={toHealthTone(state)}>
          {count} {state}
        </StateChip>
      ))}
    </span>
  );
}
