"use client";

import { useState } from "react";
import { toFindingKey } from "#components/group/finding-key.ts";
import {
  countBelow,
  countCriticalBelow,
  type FindingNode,
  holdsFinding,
} from "#components/group/finding-tree.ts";
import { SeverityShape, toSeverityWord, toVerdictWord } from "#components/ui/signs.tsx";
import type { Finding } from "#lib/report/schema.ts";

export type FindingChoice = {
  readonly selected: Finding | undefined;
  readonly onSelect: (key: string) => void;
};

/** More than these beneath one root are folded until somebody asks for them. */
const mostUnfolded = 3;

type FindingBranchProps = FindingChoice & { readonly node: FindingNode };

/**
 * A root finding, and beneath it what follows from it. Folding takes only room: what is folded stays in the page for
 * screen readers and the browser's search, and unfolds when the keyboard reaches it.
 */
export function FindingBranch({ node, ...choice }: FindingBranchProps) {
  const count = countBelow(node);
  const critical = countCriticalBelow(node);
  const note = critical === 0 ? "" : `, ${critical} critical`;
  const [asked, setAsked] = useState<"folded" | "unfolded">();
  const holds = node.finding !== choice.selected && holdsFinding(node, choice.selected);
  // What is graver than its cause is never folded by itself.
  const isGraverBelow = critical > 0 && node.finding.severity !== "critical";
  const usual = count > mostUnfolded && !holds && !isGraverBelow ? "folded" : "unfolded";
  const state = holds ? "unfolded" : (asked ?? usual);
  return (
    <>
      <FindingButton finding={node.finding} {...choice} />
      {count > mostUnfolded && (
        <button
          type="button"
          className="quiet-button ml-7 mb-1"
          onClick={() => setAsked(state === "folded" ? "unfolded" : "folded")}
        >
          {state === "folded"
            ? `Show the ${count} that follow from it${note}`
            : `Fold the ${count} that follow from it`}
        </button>
      )}
      {count > 0 && (
        <div className={state === "folded" ? "sr-only focus-within:not-sr-only" : undefined}>
          <Consequences node={node} {...choice} />
        </div>
      )}
    </>
  );
}

function Consequences({ node, ...choice }: FindingBranchProps) {
  const { finding, below } = node;
  return (
    <ul aria-label={`Follows from: ${finding.title}`} className="ml-4 border-l border-edge [&_ul]:ml-2">
      {below.map((child) => (
        <li key={toFindingKey(child.finding)}>
          <FindingButton finding={child.finding} cause={finding} {...choice} />
          {child.below.length > 0 && <Consequences node={child} {...choice} />}
        </li>
      ))}
    </ul>
  );
}

type FindingButtonProps = FindingChoice & { readonly finding: Finding; readonly cause?: Finding };

function FindingButton({ finding, cause, selected, onSelect }: FindingButtonProps) {
  return (
    <button
      type="button"
      className="flex w-full items-start gap-2 px-3 py-1.5 text-left hover:bg-sunken aria-pressed:bg-sunken"
      aria-pressed={finding === selected}
      onClick={() => onSelect(toFindingKey(finding))}
    >
      <span className="pt-0.5">
        <SeverityShape severity={finding.severity} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block leading-5 font-medium">{finding.title}</span>
        <span className="block truncate text-[0.78125rem] text-muted">
          {toSeverityWord(finding.severity)}, {toVerdictWord(finding.verdict)} ·{" "}
          <span className="id">{finding.subject.id}</span>
        </span>
        {cause !== undefined && (
          <span className="block truncate text-[0.78125rem] text-muted">follows from: {cause.title}</span>
        )}
      </span>
    </button>
  );
}
