import { rowsOnPaper } from "#components/timeline/paper.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { Lane, Report } from "#lib/report/schema.ts";

type NotesProps = { readonly report: Report; readonly plan: Plan; readonly lanes: readonly Lane[] };

/** What the drawing cannot show: deadlines too far ahead, and that there is nothing. */
export function TimelineNotes({ report, plan, lanes }: NotesProps) {
  const beyond = plan.deadlines.filter(({ at }) => at > plan.limits.to);
  return (
    <>
      {beyond.map(({ at, label, text }) => (
        <p key={at} className="truncate border-t border-line px-3 pt-1 text-[0.75rem] text-muted">
          Further ahead than drawn: <Moment iso={new Date(at).toISOString()} at={report.at} /> {label}, {text}
        </p>
      ))}
      {plan.rows.length > rowsOnPaper && (
        <p className="hidden px-3 py-1 print:block">
          On paper are the first {rowsOnPaper} of {plan.rows.length} lines of the drawing.
        </p>
      )}
      {lanes.length === 0 && <p className="px-3 py-4 text-muted">No instance is known in this window.</p>}
    </>
  );
}
