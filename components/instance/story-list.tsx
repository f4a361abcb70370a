import type { StoryLine } from "#components/instance/story.ts";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Report } from "#lib/report/schema.ts";

type StoryListProps = { readonly story: readonly StoryLine[]; readonly report: Report };

/** What the instance went through, a line each, with where it is from and how sure its time is. */
export function StoryList({ story, report }: StoryListProps) {
  if (story.length === 0)
    return <p className="text-muted">Nothing of it is known in this report’s window.</p>;
  return (
    <ol className="story">
      {story.map((line) => (
        <li key={`${line.at} ${line.chapter} ${line.what}`} className="story-line">
          <span>
            <Moment iso={line.at} at={report.at} />
          </span>
          <span>
            <StateChip tone={line.tone}>{line.chapter}</StateChip>
          </span>
          <span className="wrap-anywhere">
            <LinkedText text={line.what} scope={report.scope} />
          </span>
          <span className="text-[0.75rem] text-muted">
            <Certainty line={line} report={report} />, {toTitle(report, line.source)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Certainty({ line, report }: { readonly line: StoryLine; readonly report: Report }) {
  if (line.certainty === "exact") return "AWS’s own time";
  if (line.certainty === "first-read") return "so when first read, perhaps long before";
  if (line.earliest === undefined) return "as a reading showed";
  return (
    <>
      not before <Moment iso={line.earliest} at={report.at} />
    </>
  );
}

function toTitle(report: Report, source: string): string {
  return report.sources.find(({ id }) => id === source)?.title ?? source;
}
