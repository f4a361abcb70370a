import { useNow } from "#components/clock/clock-provider.tsx";
import { findNext, groupLacks, groupSources, toNextText } from "#components/group/source-groups.ts";
import { usePast } from "#components/time/past-context.tsx";
import { Age, Moment } from "#components/ui/moment.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Report, SourceView, Tone } from "#lib/report/schema.ts";

/** How old each service's word is, and what could not be read; opened, every source by itself. */
export function SourcesStrip({ report }: { readonly report: Report }) {
  const past = usePast();
  const { read, lacking } = groupSources(report.sources);
  return (
    <details className="mb-2 text-[0.8125rem]">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="text-muted">read:</span>
        {read.map(({ service, oldest }) => (
          <span key={service} className="whitespace-nowrap">
            {service}{" "}
            <span className="inline-block min-w-[5ch] text-muted">
              <Age iso={oldest} at={report.at} />
            </span>
          </span>
        ))}
        {past === undefined && (
          <span className="inline-block min-w-[12ch] text-muted">
            <NextReading sources={report.sources} at={report.at} />
          </span>
        )}
        {groupLacks(lacking).map(({ text, sources }) => (
          <LackChip key={text} text={text} sources={sources} />
        ))}
        <span className="text-link underline">all sources</span>
      </summary>
      <div className="panel mt-2 px-3 py-1">
        <SourceTable report={report} />
      </div>
    </details>
  );
}

type LackChipProps = { readonly text: string; readonly sources: readonly SourceView[] };

function LackChip({ text, sources }: LackChipProps) {
  const titles = sources.map(({ title }) => title);
  const [first] = sources;
  return (
    <StateChip tone={first === undefined ? "unknown" : toLackTone(first)}>
      <span title={titles.join(", ")}>
        {titles.length === 1 ? titles[0] : `${titles.length} sources`} {text}
      </span>
    </StateChip>
  );
}

type NextReadingProps = { readonly sources: readonly SourceView[]; readonly at: string };

/** The next reading of any of the sources, counted down. */
function NextReading({ sources, at }: NextReadingProps) {
  const now = useNow(at);
  return toNextText(findNext(sources, now), now);
}

function toLackTone(source: SourceView): Tone {
  return source.status === "failed" ? "bad" : source.status === "waiting" ? "idle" : "waiting";
}

function SourceTable({ report }: { readonly report: Report }) {
  const past = usePast();
  return (
    <ScrollTable label="Sources">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Status</th>
          <th scope="col">Last read</th>
          <th scope="col">Last tried</th>
          {past === undefined && <th scope="col">Next</th>}
          <th scope="col">What is missing, and what to do</th>
          <th scope="col">Calls</th>
        </tr>
      </thead>
      <tbody>
        {report.sources.map((source) => (
          <tr key={source.id}>
            <th scope="row" className="whitespace-nowrap">
              {source.title}
            </th>
            <td>
              <StateChip tone={source.status === "ok" ? "good" : toLackTone(source)}>
                {source.status}
              </StateChip>
            </td>
            <td>
              <Moment iso={source.readAt} at={report.at} />
              {source.readAt !== null && (
                <span className="block text-muted">
                  <Age iso={source.readAt} at={report.at} /> ago
                </span>
              )}
            </td>
            <td>
              <Moment iso={source.triedAt} at={report.at} />
            </td>
            {past === undefined && (
              <td className="min-w-32">
                <NextReading sources={[source]} at={report.at} />
              </td>
            )}
            <td className="long">{toMissingText(source)}</td>
            <td className="text-muted">{source.operations.join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function toMissingText(source: SourceView): string {
  const parts: string[] = [];
  if (source.failure !== undefined)
    parts.push(`${source.failure.operation}: ${source.failure.message} ${source.failure.remedy}`);
  if (source.failures > 1) parts.push(`${source.failures} calls failed.`);
  if (source.truncated) parts.push("The listing was cut short: what it does not name may still exist.");
  if (source.droppedRows > 0)
    parts.push(`${source.droppedRows} rows could not be understood and were left out.`);
  return parts.length === 0 ? "nothing" : parts.join(" ");
}
