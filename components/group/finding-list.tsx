import { FindingBranch, type FindingChoice } from "#components/group/finding-branch.tsx";
import { toFindingKey } from "#components/group/finding-key.ts";
import { toFindingTrees } from "#components/group/finding-tree.ts";
import type { Finding } from "#lib/report/schema.ts";

type FindingListProps = FindingChoice & { readonly findings: readonly Finding[] };

/** What was found, gravest first, what follows from a finding beneath it; the checks that cannot tell are gathered at the end, never left out. */
export function FindingList({ findings, ...choice }: FindingListProps) {
  const found = findings.filter((finding) => finding.verdict !== "cannot-tell");
  const unsure = findings.filter((finding) => finding.verdict === "cannot-tell");
  return (
    <section aria-label="Findings" className="panel self-start">
      <h2 className="panel-title px-3 pt-2 pb-1">
        {found.length === 1 ? "1 finding" : `${found.length} findings`}
      </h2>
      {found.length === 0 && (
        <p className="px-3 pb-2 text-muted">No rule found anything in what could be read.</p>
      )}
      <ul>
        {toFindingTrees(found).map((node) => (
          <li key={toFindingKey(node.finding)} className="border-t border-line">
            <FindingBranch node={node} {...choice} />
          </li>
        ))}
      </ul>
      {unsure.length > 0 && <Unsure findings={unsure} {...choice} />}
    </section>
  );
}

function Unsure({ findings, selected, onSelect }: FindingListProps) {
  return (
    <details className="border-t border-line" open={selected?.verdict === "cannot-tell"}>
      <summary className="px-3 py-1.5">
        {findings.length === 1 ? "1 check cannot tell" : `${findings.length} checks cannot tell`}
      </summary>
      <ul>
        {findings.map((finding) => (
          <li key={toFindingKey(finding)} className="border-t border-line px-3 py-1.5 text-[0.8125rem]">
            <button
              type="button"
              className="quiet-button -ml-1 underline"
              aria-pressed={finding === selected}
              onClick={() => onSelect(toFindingKey(finding))}
            >
              {finding.title}
            </button>
            <p className="text-muted">{finding.reason ?? finding.summary}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
