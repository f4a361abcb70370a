import { toFindingKey } from "#components/group/finding-key.ts";
import { SeverityShape, toSeverityWord, toVerdictWord } from "#components/ui/signs.tsx";
import type { Finding } from "#lib/report/schema.ts";

type FindingListProps = {
  readonly findings: readonly Finding[];
  readonly selected: Finding | undefined;
  readonly onSelect: (key: string) => void;
};

/** What was found, gravest first; the checks that cannot tell are gathered at the end, never left out. */
export function FindingList({ findings, selected, onSelect }: FindingListProps) {
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
        {found.map((finding) => (
          <li key={toFindingKey(finding)} className="border-t border-line">
            <FindingButton finding={finding} selected={selected} onSelect={onSelect} />
          </li>
        ))}
      </ul>
      {unsure.length > 0 && (
        <details className="border-t border-line" open={selected?.verdict === "cannot-tell"}>
          <summary className="px-3 py-1.5">
            {unsure.length === 1 ? "1 check cannot tell" : `${unsure.length} checks cannot tell`}
          </summary>
          <ul>
            {unsure.map((finding) => (
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
      )}
    </section>
  );
}

type FindingButtonProps = Pick<FindingListProps, "selected" | "onSelect"> & { readonly finding: Finding };

function FindingButton({ finding, selected, onSelect }: FindingButtonProps) {
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
      </span>
    </button>
  );
}
