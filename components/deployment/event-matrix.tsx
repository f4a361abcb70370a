"use client";

import { type ReactNode, useRef, useState } from "react";
import "#components/deployment/deployment.css";
import { toEventColumns } from "#components/deployment/event-columns.ts";
import { toFineDurationText } from "#components/deployment/event-length.ts";
import { type EventSummary, toEventSummary } from "#components/deployment/event-summary.ts";
import { sortTargets } from "#components/deployment/target-order.ts";
import { type Matrix, TargetRows } from "#components/deployment/target-rows.tsx";
import { VirtualRows } from "#components/deployment/virtual-rows.tsx";
import { PageLink } from "#components/ui/resource-link.tsx";
import { toScopePath } from "#lib/domain/scope.ts";
import type { DeploymentView, Report, TargetView } from "#lib/report/schema.ts";

type EventMatrixProps = {
  readonly label: string;
  readonly deployment: DeploymentView;
  readonly report: Report;
  /** The one target to show, compared with all the others; all of them without it. */
  readonly only?: string;
  readonly onOpen?: (instanceId: string) => void;
  /** The target that is open at first; one that failed without it. */
  readonly selected?: string | undefined;
};

/** More rows than this are kept out of the page until they are scrolled to. */
const mostPlainRows = 60;

/** Targets against lifecycle events, worst first, in the documented order of events. */
export function EventMatrix({ label, deployment, report, only, onOpen, selected }: EventMatrixProps) {
  const sorted = sortTargets(deployment);
  const shown = only === undefined ? sorted : sorted.filter(({ instanceId }) => instanceId === only);
  const [opened, setOpened] = useState(() => toFirstOpened(shown, selected));
  const box = useRef<HTMLElement>(null);
  const columns = toEventColumns(shown).map((name) => toEventSummary(name, deployment.targets, report.at));
  const isMeasured = columns.some(({ measured }) => measured > 1);
  const matrix: Matrix = {
    columns,
    headRows: isMeasured ? 4 : 2,
    report,
    opened,
    ghosts: new Set(deployment.waitsForGhosts),
    onToggle(instanceId) {
      const next = new Set(opened);
      if (!next.delete(instanceId)) {
        next.add(instanceId);
        onOpen?.(instanceId);
      }
      setOpened(next);
    },
  };
  const many = shown.length > mostPlainRows;
  return (
    <section
      ref={box}
      className="scroll-box matrix-box"
      data-rows={many ? "virtual" : "plain"}
      aria-label={`${label}, table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="data-table matrix" aria-rowcount={shown.length + matrix.headRows}>
        <MatrixHead matrix={matrix} compared={deployment.targets.length} />
        {many ? (
          <VirtualRows targets={shown} matrix={matrix} box={box} />
        ) : (
          shown.map((target, index) => (
            <TargetRows key={target.instanceId} target={target} matrix={matrix} index={index} />
          ))
        )}
      </table>
    </section>
  );
}

/** The one that was asked for, or the first that failed. */
function toFirstOpened(targets: readonly TargetView[], selected: string | undefined): ReadonlySet<string> {
  const failed = targets.find(({ events }) => events.some(({ tone }) => tone === "bad"));
  return new Set([selected ?? failed?.instanceId ?? ""]);
}

function MatrixHead({ matrix, compared }: { readonly matrix: Matrix; readonly compared: number }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="matrix-target">
          Target
        </th>
        <th scope="col">Status</th>
        {matrix.columns.map(({ name }) => (
          <th key={name} scope="col" className="matrix-cell">
            <EventName name={name} />
          </th>
        ))}
      </tr>
      <SummaryRow title={`Succeeded, ${compared === 1 ? "of 1 target" : `of ${compared} targets`}`}>
        {matrix.columns.map((summary) => (
          <td key={summary.name} className="matrix-cell">
            <Counts summary={summary} />
          </td>
        ))}
      </SummaryRow>
      {matrix.headRows > 2 && <LengthRows matrix={matrix} />}
    </thead>
  );
}

/** Where there is but one length, it stands in its cell. */
function LengthRows({ matrix }: { readonly matrix: Matrix }) {
  return (
    <>
      <SummaryRow title="Median">
        {matrix.columns.map(({ name, medianMs }) => (
          <td key={name} className="matrix-cell">
            {medianMs !== undefined && toFineDurationText(medianMs)}
          </td>
        ))}
      </SummaryRow>
      <SummaryRow title="Slowest">
        {matrix.columns.map((summary) => (
          <td key={summary.name} className="matrix-cell">
            <Slowest summary={summary} report={matrix.report} />
          </td>
        ))}
      </SummaryRow>
    </>
  );
}

function SummaryRow({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <tr className="matrix-summary">
      <th scope="row" colSpan={2} className="matrix-target">
        {title}
      </th>
      {children}
    </tr>
  );
}

function Counts({ summary }: { readonly summary: EventSummary }) {
  const { succeeded, targets, failed, running } = summary;
  return (
    <>
      {succeeded} of {targets}
      {failed > 0 && <div className="font-semibold">{failed} failed</div>}
      {running > 0 && <div>{running} running</div>}
    </>
  );
}

function Slowest({ summary, report }: { readonly summary: EventSummary; readonly report: Report }) {
  const { maxMs, slowest, measured } = summary;
  if (maxMs === undefined || slowest === undefined) return null;
  return (
    <>
      {toFineDurationText(maxMs)} {measured > 1 && <SlowestLink instanceId={slowest} report={report} />}
    </>
  );
}

function SlowestLink({ instanceId, report }: { readonly instanceId: string; readonly report: Report }) {
  const letter = report.lanes.find((lane) => lane.instanceId === instanceId)?.letter ?? "";
  return (
    <PageLink
      path={`${toScopePath(report.scope)}/instances/${encodeURIComponent(instanceId)}`}
      className="id-link"
    >
      <span className="sr-only">{instanceId} </span>
      {letter === "" ? `…${instanceId.slice(-5)}` : letter}
    </PageLink>
  );
}

/** "BeforeAllowTraffic" may break between its words, so that the matrix stays narrow. */
function EventName({ name }: { readonly name: string }) {
  let offset = 0;
  return name.split(/(?=[A-Z])/).map((word) => {
    const key = offset;
    offset += word.length;
    return (
      <span key={key} className="whitespace-normal">
        {word}
        <wbr />
      </span>
    );
  });
}
