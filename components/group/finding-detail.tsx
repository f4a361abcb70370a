"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { toFindingKey } from "#components/group/finding-key.ts";
import { findCause } from "#components/group/finding-tree.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { Command } from "#components/ui/command.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Age, Moment } from "#components/ui/moment.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { SeveritySign, toVerdictWord } from "#components/ui/signs.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { Evidence, Finding } from "#lib/report/schema.ts";

type FindingDetailProps = {
  readonly finding: Finding;
  /** All findings of the report: those that this one follows from or leads to are named. */
  readonly findings: readonly Finding[];
  readonly scope: Scope;
  readonly at: string;
  readonly onClose: () => void;
  readonly onSelect: (key: string) => void;
};

/** One finding: what, which calls said so, what would disprove it, and the ways out, most reversible first. */
export function FindingDetail({ finding, findings, scope, at, onClose, onSelect }: FindingDetailProps) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const key = toFindingKey(finding);
  const shownKey = useRef<string>(undefined);
  useEffect(() => {
    if (shownKey.current !== key) headingRef.current?.focus({ preventScroll: false });
    shownKey.current = key;
  }, [key]);
  return (
    <section aria-label="Finding" className="panel mb-3 space-y-3 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <SeveritySign severity={finding.severity} />
        <h2 ref={headingRef} tabIndex={-1} className="text-base outline-none">
          {finding.title}
        </h2>
        <span>{toVerdictWord(finding.verdict)}</span>
        {finding.since !== null && (
          <span className="text-muted">
            since <Moment iso={finding.since} at={at} />, <Age iso={finding.since} at={at} />
          </span>
        )}
        <button type="button" className="button ml-auto" onClick={onClose}>
          Close
        </button>
      </div>
      <p className="max-w-[90ch] text-pretty">
        <LinkedText text={finding.summary} scope={scope} />
      </p>
      <CausalLinks finding={finding} findings={findings} onSelect={onSelect} />
      {finding.reason !== undefined && (
        <p className="max-w-[90ch]">Why it cannot be told: {finding.reason}</p>
      )}
      {finding.evidence.length > 0 && <EvidenceTable evidence={finding.evidence} at={at} />}
      {finding.disprovedBy !== "" && (
        <p className="max-w-[90ch]">
          <strong>What would disprove it:</strong> <LinkedText text={finding.disprovedBy} scope={scope} />
        </p>
      )}
      {finding.advice.length > 0 && (
        <div>
          <h3>What to do, the most reversible first</h3>
          <ol className="mt-1 list-decimal space-y-2 pl-5">
            {finding.advice.map((advice) => (
              <li key={`${advice.text}${advice.command ?? ""}`}>
                <p className="mb-1 max-w-[90ch]">
                  <LinkedText text={advice.text} scope={scope} />
                </p>
                {advice.command !== undefined && <Command command={advice.command} />}
              </li>
            ))}
          </ol>
        </div>
      )}
      <p>
        <Link href={`/rules/${encodeURIComponent(finding.rule)}`}>How this comes about: {finding.rule}</Link>
      </p>
    </section>
  );
}

type CausalLinksProps = Pick<FindingDetailProps, "finding" | "findings" | "onSelect">;

function CausalLinks({ finding, findings, onSelect }: CausalLinksProps) {
  const cause = findCause(findings, finding);
  const effects = findings.filter((other) => findCause(findings, other) === finding);
  const link = (other: Finding) => (
    <button type="button" className="quiet-button underline" onClick={() => onSelect(toFindingKey(other))}>
      {other.title}, {other.subject.id}
    </button>
  );
  return (
    <>
      {cause !== undefined && <p>Follows from: {link(cause)}</p>}
      {effects.length > 0 && (
        <div>
          What follows from it:
          <ul className="list-disc pl-5">
            {effects.map((effect) => (
              <li key={toFindingKey(effect)}>{link(effect)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function EvidenceTable({ evidence, at }: { readonly evidence: readonly Evidence[]; readonly at: string }) {
  return (
    <ScrollTable label="Evidence" narrow="cards">
      <caption className="sr-only">What AWS said</caption>
      <thead>
        <tr>
          <th scope="col">AWS call</th>
          <th scope="col">About</th>
          <th scope="col">Field</th>
          <th scope="col">Value</th>
          <th scope="col">Read at</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map((item) => (
          <tr key={`${item.operation} ${item.entity} ${item.field} ${item.value}`}>
            <td className="whitespace-nowrap">{item.operation}</td>
            <td className="max-w-96 wrap-anywhere md:min-w-44">
              <Breakable text={item.entity} />
            </td>
            <td>{item.field}</td>
            <th scope="row" className="long font-medium">
              <Breakable text={item.value} />
            </th>
            <td data-label="Read at">
              <Moment iso={item.readAt} at={at} />
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
